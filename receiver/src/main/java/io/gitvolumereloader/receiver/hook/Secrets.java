package io.gitvolumereloader.receiver.hook;

import java.util.List;

/** Where the secrets of the providers come from. Safe to use from many threads. */
@FunctionalInterface
public interface Secrets {
    /**
     * All secrets that are valid for a provider at this moment; empty where it has none, so that nothing is authentic.
     */
    List<Secret> of(String provider);
}
