package io.gitvolumereloader.agent.git;

import java.io.File;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit gets to know of the machine: nothing of the user's or the system's Git configuration, and a fixed
 * resolution of file times, which it would otherwise measure for seconds, leaving {@code .probe} files behind.
 *
 * <p>Object names are computed by the platform's SHA-1, several times as fast as JGit's own in Java, unless the system
 * property {@code org.eclipse.jgit.util.sha1.implementation} asks for that.
 */
final class SidecarSystem extends SystemReader.Delegate {
    private static final int USUAL_UMASK = 0022;
    private static final int PACK_CACHE_BYTES = 1 << 20;
    private static final int STREAM_ABOVE_BYTES = 8 << 20;

    private SidecarSystem(SystemReader system) {
        super(system);
    }

    /** Sets JGit up for a small process; once and for the whole of it. */
    static synchronized void install() {
        if (SystemReader.getInstance() instanceof SidecarSystem) {
            return;
        }
        SystemReader.setInstance(new SidecarSystem(SystemReader.getInstance()));
        Thread.ofPlatform().daemon().name("native sha-1").start(NativeSha1::install);
        if (FS.DETECTED instanceof FS_POSIX posix) {
            // JGit would start a shell to learn it, and needs it only for a try of executable bits in the store.
            posix.setUmask(USUAL_UMASK);
        }
        var cache = new WindowCacheConfig();
        cache.setPackedGitLimit(PACK_CACHE_BYTES);
        cache.setStreamFileThreshold(STREAM_ABOVE_BYTES);
        cache.install();
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new NoConfig(fs);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new NoConfig(fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new NoConfig(fs);
    }

    /** A configuration without a file that knows two things: how exact file times are, and whose SHA-1 to use. */
    private static final class NoConfig extends FileBasedConfig {
        private static final Duration TIMESTAMP_RESOLUTION = Duration.ofMillis(10);

        NoConfig(FS fs) {
            super(null, new File(""), fs);
            setString("core", null, "sha1Implementation", "jdkNative");
        }

        @Override
        public void load() {
            // There is no file.
        }

        @Override
        public void save() {
            // There is no file.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        @Override
        public long getTimeUnit(String section, @Nullable String subsection, String name, long absent, TimeUnit unit) {
            return section.equals("filesystem") && name.equals("timestampResolution")
                    ? unit.convert(TIMESTAMP_RESOLUTION)
                    : absent;
        }
    }
}
