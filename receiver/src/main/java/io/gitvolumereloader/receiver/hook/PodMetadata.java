package io.gitvolumereloader.receiver.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Name and annotations of a pod: what it says about the repositories that it follows. */
public record PodMetadata(String namespace, String pod, Map<String, String> annotations) {
    private static final Pattern NAMED = Pattern.compile(
            Pattern.quote(Contract.repositoryKey("")) + "\\.(?<name>[a-z0-9](?:[-a-z0-9]{0,50}[a-z0-9])?)");
    private static final int MAX_PRINTED = 100;

    public PodMetadata {
        annotations = Map.copyOf(annotations);
    }

    /**
     * Adds a follower for each repository that the pod names, and an oddity for each annotation that can't be meant so.
     */
    public void follow(List<Follower> followers, List<String> oddities) {
        misnamed().forEach(oddities::add);
        for (var name : names()) {
            var url = annotations.getOrDefault(Contract.repositoryKey(name), "");
            RepositoryKey.parse(url)
                    .ifPresentOrElse(
                            repository -> followers.add(follower(name, repository)),
                            () -> oddities.add(
                                    ("annotation %s of pod %s/%s is not the URL of a repository; write it as in"
                                                    + " https://host/owner/name.git or git@host:owner/name.git")
                                            .formatted(Contract.repositoryKey(name), namespace, pod)));
        }
    }

    /** Keys that look like ours and lead to nothing. */
    private Stream<String> misnamed() {
        var names = names();
        return annotations.keySet().stream()
                .sorted()
                .filter(key -> (key.startsWith(Contract.repositoryKey("") + ".")
                                && !NAMED.matcher(key).matches())
                        || (key.startsWith(Contract.refKey(""))
                                && names.stream().map(Contract::refKey).noneMatch(key::equals)))
                .map(key ->
                        "annotation %s of pod %s/%s belongs to no repository that the pod names; a name has up to 52 of a-z, 0-9 and '-'"
                                .formatted(Printable.of(key, MAX_PRINTED), namespace, pod));
    }

    private List<String> names() {
        var names = new ArrayList<String>();
        for (var key : annotations.keySet()) {
            var named = NAMED.matcher(key);
            if (key.equals(Contract.repositoryKey(""))) {
                names.add("");
            } else if (named.matches()) {
                names.add(named.group("name"));
            }
        }
        return names;
    }

    private Follower follower(String name, RepositoryKey repository) {
        var ref = FollowedRef.of(annotations.get(Contract.refKey(name)));
        return new Follower(namespace, pod, name, repository, ref, annotations.get(Contract.pushKey(name)));
    }
}
