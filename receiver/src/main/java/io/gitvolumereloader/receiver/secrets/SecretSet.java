package io.gitvolumereloader.receiver.secrets;

import io.gitvolumereloader.receiver.hook.Secret;
import java.util.List;
import java.util.Map;

/**
 * All secrets that were valid at one moment.
 *
 * @param byProvider at least one secret
 * @param bound whether {@code secrets.yaml} says what each of them is good for
 * @param remarks what of the folder is not used, for the log; quotes nothing but names of files
 */
record SecretSet(Map<String, List<Secret>> byProvider, boolean bound, List<String> remarks) {
    SecretSet {
        byProvider = Map.copyOf(byProvider);
        remarks = List.copyOf(remarks);
    }

    long size() {
        return byProvider.values().stream().mapToLong(List::size).sum();
    }

    /** Names of providers and files only. */
    @Override
    public String toString() {
        return "SecretSet" + byProvider;
    }
}
