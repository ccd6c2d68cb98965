package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings;
import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.Assignment;
import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.FollowedRef;
import io.gitvolumereloader.agent.sync.RemoteUrl;
import io.gitvolumereloader.agent.sync.SyncResult;
import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A repository on a real Git server, a clone to push from, and an agent's parts that follow it into a folder. */
final class Docs implements AutoCloseable {
    final GitServer server;
    final Git bare;
    final Git work;
    final Path folder;
    final Path state;
    private final Path scratch;
    private final String ref;
    private EngineSettings settings;
    private final Map<String, SortedMap<String, String>> archives = new HashMap<>();
    private Engine engine;

    /** Everything lies in {@code scratch}. */
    Docs(Path scratch) {
        this(scratch, "HEAD", false);
    }

    Docs(Path scratch, String ref, boolean adopt) {
        this(
                scratch,
                ref,
                EngineSettings.of(PublishSettings.of(scratch.resolve("volume"), scratch.resolve("state"))
                        .adopting(adopt)));
    }

    /** Folder and state of {@code settings} have to be {@code volume} and {@code state} in {@code scratch}. */
    Docs(Path scratch, String ref, EngineSettings settings) {
        this.scratch = scratch;
        this.ref = ref;
        this.settings = settings;
        this.server = GitServer.start(scratch.resolve("git"));
        this.bare = new Git(server.create("docs.git"));
        this.work = Git.cloneOf(server.url("docs.git"), scratch.resolve("work"));
        this.folder = settings.publish().folder();
        this.state = settings.publish().state();
        this.engine = another();
    }

    /** In this mode, with the defaults of all other settings. */
    Docs(Path scratch, Mode mode) {
        this(
                scratch,
                "HEAD",
                EngineSettings.of(PublishSettings.of(scratch.resolve("volume"), scratch.resolve("state"))
                        .with(mode)));
    }

    /** What the agent follows. */
    Assignment.Source source() {
        return () -> new Follow(new RemoteUrl(server.url("docs.git")), new FollowedRef(ref));
    }

    /** The engine of the same folders, as after a restart; it ends with the next one or with this. */
    Engine restarted() {
        stop();
        engine = another();
        return engine;
    }

    EngineSettings settings() {
        return settings;
    }

    /** The engine of the same folders, as after a restart with other settings. */
    Engine reconfigured(EngineSettings other) {
        settings = other;
        return restarted();
    }

    /** The engine of the same folders, as after a restart with other settings. */
    Engine reconfigured(PublishSettings other) {
        return reconfigured(new EngineSettings(
                other, settings.selection(), settings.limits(), settings.timeouts(), settings.credentials()));
    }

    /** A second engine of the same folders. The caller closes it. */
    Engine another() {
        return another(() -> {});
    }

    /** A second engine of the same folders, which tells each step that it is about to take. The caller closes it. */
    Engine another(Runnable step) {
        return another(step, () -> {});
    }

    /** The same, which also tells whenever it reads or writes early. */
    Engine another(Runnable step, Runnable alive) {
        return new Engine(settings, source(), step, alive);
    }

    Engine engine() {
        return engine;
    }

    SyncResult sync() {
        return engine.sync().run();
    }

    Docs write(String path, String text) throws IOException {
        var file = work.folder().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    Docs push(String message) {
        work.run("add", "--all");
        work.run("commit", "--quiet", "--allow-empty", "--message", message);
        work.run("push", "--quiet", "--force", "origin", "HEAD:main");
        return this;
    }

    /**
     * The folder holds what {@code git archive} says of {@code revision}: kinds, executable bits, contents; no more, no
     * less.
     */
    void assertShows(String revision) throws IOException {
        assertShows(revision, "");
    }

    void assertShows(String revision, String when) throws IOException {
        var expected = archive(revision);
        assertThat(entries(shown())).as(when).isEqualTo(expected);
        assertThat(names(folder)).as("what is in the published folder " + when).isSubsetOf(allowed(expected));
    }

    /** What {@code git archive} says of {@code revision}. */
    SortedMap<String, String> archive(String revision) throws IOException {
        var commit = bare.run("rev-parse", revision);
        var known = archives.get(commit);
        if (known == null) {
            known = unpack(commit);
            archives.put(commit, known);
        }
        return known;
    }

    private SortedMap<String, String> unpack(String revision) throws IOException {
        var tar = scratch.resolve("archive.tar");
        var unpacked = Files.createTempDirectory(scratch, "archive");
        bare.run("archive", "--output", tar.toString(), revision);
        run("tar", "-xf", tar.toString(), "-C", unpacked.toString());
        var entries = entries(unpacked);
        delete(unpacked);
        return entries;
    }

    /** The folder that readers see. */
    Path shown() {
        var publish = settings.publish();
        return publish.mode() == Mode.SNAPSHOT ? folder.resolve(publish.link()) : folder;
    }

    private Set<String> allowed(SortedMap<String, String> expected) {
        return settings.publish().mode() == Mode.SNAPSHOT
                ? Set.of(settings.publish().link(), ".git-volume-reloader.trees")
                : expected.keySet();
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    static SortedMap<String, String> entries(Path root) throws IOException {
        var entries = new TreeMap<String, String>();
        var top = root.toRealPath();
        try (var files = Files.walk(top)) {
            for (var file : files.toList()) {
                if (!file.equals(top)) {
                    entries.put(top.relativize(file).toString(), describe(file));
                }
            }
        }
        return entries;
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String describe(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return "link to " + Files.readSymbolicLink(file);
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return "folder";
        }
        return (Files.isExecutable(file) ? "executable " : "file ")
                + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private static void run(String... command) throws IOException {
        try {
            var process = new ProcessBuilder(command).inheritIO().start();
            assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the agent's parts, not the server. */
    void stop() {
        engine.close();
    }

    @Override
    public void close() {
        stop();
        server.close();
    }
}
