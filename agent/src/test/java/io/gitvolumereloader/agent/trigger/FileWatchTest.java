package io.gitvolumereloader.agent.trigger;

import static io.gitvolumereloader.agent.trigger.Watching.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.agent.KubeletAnnotations;
import io.gitvolumereloader.agent.sync.Announcement;
import io.gitvolumereloader.agent.sync.Mailbox;
import io.gitvolumereloader.agent.sync.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(50);
    private static final PodKeys KEYS = PodKeys.of("");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    private final Mailbox mailbox = new Mailbox();
    private final List<Announcement> announced = new CopyOnWriteArrayList<>();
    private final Sight sight = new Sight(Clock.systemUTC(), System::nanoTime);
    private final List<FileWatch> watches = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        watches.forEach(FileWatch::close);
    }

    @Test
    void theSystemTellsOfEachSwap() {
        var volume = volume();
        volume.put(KEYS.push(), push("1"));
        started(volume, NEVER);
        awaitDeliveries("1");

        volume.put(KEYS.push(), push("2"));
        awaitDeliveries("1", "2");
        volume.put(KEYS.push(), push("3"));
        awaitDeliveries("1", "2", "3");

        assertThat(state().source()).isEqualTo(Sight.Source.FILE);
        assertThat(state().lastEvent()).isNotNull();
        assertThat(state().reconnects()).isZero();
    }

    @Test
    void findsOutByItselfWhatTheSystemDoesNotTell() throws IOException {
        var hidden = new KubeletAnnotations(scratch.resolve("hidden"));
        hidden.put(KEYS.push(), push("1"));
        // Nothing ever happens in this folder.
        var link = Files.createSymbolicLink(
                Files.createDirectory(scratch.resolve("quiet")).resolve("annotations"), hidden.file());
        started(new AnnotationFile(link), SOON);
        awaitDeliveries("1");

        hidden.put(KEYS.push(), push("2"));

        awaitDeliveries("1", "2");
    }

    @Test
    void waitsForAFileThatComesLater() {
        var volume = volume();
        started(volume, SOON);
        await().atMost(PATIENCE).until(() -> state().lastReason() != null);
        assertThat(state().connectedSince()).isNull();
        assertThat(state().lastReason()).contains("no such file", "downward API volume");

        volume.put(KEYS.push(), push("1"));

        awaitDeliveries("1");
        assertThat(state().connectedSince()).isNotNull();
    }

    @Test
    void survivesAFolderThatIsMadeAnew() {
        var volume = volume();
        volume.put(KEYS.push(), push("1"));
        started(volume, SOON);
        awaitDeliveries("1");

        volume.delete();
        await().atMost(PATIENCE).until(() -> state().connectedSince() == null);
        volume.put(KEYS.push(), push("1"));
        await().atMost(PATIENCE).until(() -> state().connectedSince() != null);
        volume.put(KEYS.push(), push("2"));

        awaitDeliveries("1", "2");
    }

    @Test
    void otherAnnotationsAndTheSameValueAreNoNews() {
        var volume = volume();
        var watch = watch(new AnnotationFile(volume.file()), NEVER);
        volume.put(KEYS.push(), push("1"));
        watch.look();
        volume.put("example.org/other", "two\nlines \"and\" \\ more");
        watch.look();
        volume.put(PodKeys.of("theme").push(), push("2"));
        watch.look();
        // Not there for a moment, which takes nothing back.
        volume.write("");
        watch.look();
        volume.put(KEYS.push(), push("1"));
        watch.look();

        assertThat(deliveries()).containsExactly("1");
    }

    @Test
    void aLineThatCanNotBeReadIsStillAPush() throws InterruptedException {
        var volume = volume();
        volume.write("example.org/other=oops\n" + KEYS.push() + "=\"{\\\"ref");
        watch(new AnnotationFile(volume.file()), NEVER).look();

        assertThat(mailbox.take(PATIENCE)).hasValue(new Request.Poked());
        assertThat(announced).isEmpty();
    }

    @Test
    void aValueThatIsNoJsonIsStillAPush() throws InterruptedException {
        var volume = volume();
        volume.put(KEYS.push(), "now!");
        watch(new AnnotationFile(volume.file()), NEVER).look();

        assertThat(mailbox.take(PATIENCE)).hasValue(new Request.Poked());
    }

    @Test
    void whatIsTooLargeOrNoFileIsNotTakenForNoAnnotation() throws IOException {
        var volume = volume();
        var watch = watch(new AnnotationFile(volume.file()), NEVER);
        volume.write("a=\"" + "x".repeat(3 << 20) + "\"");
        sight.begins(Sight.Source.FILE);
        watch.look();
        assertThat(state().lastReason()).contains("larger");

        Files.delete(volume.file());
        Files.createDirectory(volume.file());
        watch.look();
        assertThat(state().connectedSince()).isNull();
        assertThat(announced).isEmpty();
    }

    /** Whatever a reader sees while the volume is swapped under him, it is one of the revisions, and whole. */
    @Test
    void readsWholeRevisionsWhileTheyAreSwapped() throws InterruptedException {
        var volume = volume();
        volume.put("n", "0".repeat(50_000));
        var file = new AnnotationFile(volume.file());
        var writer = Thread.ofVirtual().start(() -> {
            for (var swap = 1; swap <= 300; swap++) {
                volume.put("n", Integer.toString(swap % 10).repeat(50_000));
            }
        });
        do {
            if (file.read() instanceof AnnotationFile.Reading.Whole(var text)) {
                var value = Objects.requireNonNull(
                        AnnotationLines.read(text).values().get("n"));
                assertThat(value).isEqualTo(value.substring(0, 1).repeat(50_000));
            }
        } while (writer.isAlive());
        writer.join();

        assertThat(file.read()).isInstanceOf(AnnotationFile.Reading.Whole.class);
    }

    /** The system keeps 512 events of a folder by default; what it drops is found all the same. */
    @Test
    void survivesMoreEventsThanTheSystemKeeps() throws IOException {
        var volume = volume();
        volume.put(KEYS.push(), push("1"));
        started(volume, NEVER);
        awaitDeliveries("1");

        var folder = Objects.requireNonNull(volume.file().getParent());
        for (var each = 0; each < 3000; each++) {
            Files.delete(Files.createFile(folder.resolve("file" + each)));
        }
        volume.put(KEYS.push(), push("2"));

        awaitDeliveries("1", "2");
    }

    private KubeletAnnotations volume() {
        return new KubeletAnnotations(scratch.resolve("podinfo"));
    }

    private void started(KubeletAnnotations volume, Duration period) {
        started(new AnnotationFile(volume.file()), period);
    }

    private void started(AnnotationFile file, Duration period) {
        var watch = watch(file, period);
        watches.add(watch);
        watch.start();
    }

    private FileWatch watch(AnnotationFile file, Duration period) {
        return new FileWatch(file, KEYS, new PushNews("file", KEYS, mailbox, announced::add), sight, period);
    }

    private Sight.State state() {
        return Objects.requireNonNull(sight.state());
    }

    private List<String> deliveries() {
        return announced.stream().map(each -> String.valueOf(each.delivery())).toList();
    }

    private void awaitDeliveries(String... expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(deliveries()).containsExactly(expected));
    }
}
