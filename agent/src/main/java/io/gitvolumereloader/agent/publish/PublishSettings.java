package io.gitvolumereloader.agent.publish;

import java.nio.file.Path;

/**
 * Where and how revisions become files.
 *
 * @param folder what is published into; made if it is missing
 * @param state where the agent keeps its books; not inside {@code folder} nor around it
 * @param adopt whether a folder that holds somebody else's files may be taken over
 * @param mode how readers get to see a revision
 * @param link name of the link to the newest revision in {@code folder}; only of use in {@link Mode#SNAPSHOT}
 * @param keep how many earlier revisions stay for slow readers; only of use in {@link Mode#SNAPSHOT}, 0 to 100
 * @param symlinks what becomes of symbolic links
 * @param groupWrite whether the folder's group may write whatever the agent writes
 * @param repair whether local changes of published files are looked for and mended
 */
public record PublishSettings(
        Path folder,
        Path state,
        boolean adopt,
        Mode mode,
        String link,
        int keep,
        Symlinks symlinks,
        boolean groupWrite,
        boolean repair) {

    private static final int MOST_KEPT = 100;

    public PublishSettings {
        if (link.isEmpty() || link.contains("/") || link.startsWith(".")) {
            throw new IllegalArgumentException("agent.snapshot.link is '" + link
                    + "'; it must be a plain name that does not begin with a dot, for example current");
        }
        if (keep < 0 || keep > MOST_KEPT) {
            throw new IllegalArgumentException("agent.snapshot.keep is " + keep + "; it must lie between 0 and 100");
        }
    }

    /** How readers get to see a revision. */
    public enum Mode {
        /** Each file by itself, where it is. */
        IN_PLACE,
        /** All of it at once, behind a link. */
        SNAPSHOT
    }

    /** What becomes of symbolic links. */
    public enum Symlinks {
        /** Those that stay inside the published tree are kept; a revision with another one is refused. */
        REFUSE_OUTSIDE,
        /** Those that stay inside are kept, others are left out. */
        SKIP_OUTSIDE,
        /** All are kept as they are. */
        KEEP,
        /** All are left out. */
        SKIP
    }

    /** In place, with the defaults of all settings. */
    public static PublishSettings of(Path folder, Path state) {
        return new PublishSettings(
                folder, state, false, Mode.IN_PLACE, "current", 1, Symlinks.REFUSE_OUTSIDE, false, true);
    }

    /** The same elsewhere. */
    public PublishSettings in(Path otherFolder, Path otherState) {
        return new PublishSettings(otherFolder, otherState, adopt, mode, link, keep, symlinks, groupWrite, repair);
    }

    /** The same in another mode. */
    public PublishSettings with(Mode other) {
        return new PublishSettings(folder, state, adopt, other, link, keep, symlinks, groupWrite, repair);
    }

    /** The same with another policy for links. */
    public PublishSettings with(Symlinks other) {
        return new PublishSettings(folder, state, adopt, mode, link, keep, other, groupWrite, repair);
    }

    /** The same, taking over somebody else's folder if {@code yes}. */
    public PublishSettings adopting(boolean yes) {
        return new PublishSettings(folder, state, yes, mode, link, keep, symlinks, groupWrite, repair);
    }

    /** The same, keeping another number of earlier revisions. */
    public PublishSettings keeping(int earlier) {
        return new PublishSettings(folder, state, adopt, mode, link, earlier, symlinks, groupWrite, repair);
    }

    /** The same, with or without the group's right to write. */
    public PublishSettings groupWritable(boolean yes) {
        return new PublishSettings(folder, state, adopt, mode, link, keep, symlinks, yes, repair);
    }

    /** The same, with or without mending local changes. */
    public PublishSettings repairing(boolean yes) {
        return new PublishSettings(folder, state, adopt, mode, link, keep, symlinks, groupWrite, yes);
    }
}
