package io.gitvolumereloader.receiver.secrets;

import io.gitvolumereloader.receiver.hook.Scope;
import io.gitvolumereloader.receiver.hook.Secret;
import java.util.Map;

/**
 * What a secret file is good for.
 *
 * @param where how messages call the place that says so
 * @param provider the provider's name; nobody has checked yet that there is one
 */
record Binding(String where, String provider, String kind, Scope scope, Map<String, String> options) {
    /** What a file without an entry is good for: everything that its provider and the receiver can do. */
    static Binding byName(String file) {
        var dot = file.indexOf('.');
        var provider = dot < 0 ? file : file.substring(0, dot);
        return new Binding("The secret file " + file, provider, Secret.PLAIN, Scope.EVERYTHING, Map.of());
    }
}
