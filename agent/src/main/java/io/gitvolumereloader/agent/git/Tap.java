package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.Arrivals;
import java.util.Arrays;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BlobObjectChecker;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the content of each small blob of a pack while JGit unpacks it to compute its name, so that it need not be
 * unpacked again to be published. It checks nothing. Used by one thread.
 */
final class Tap extends ObjectChecker implements BlobObjectChecker {
    private final Arrivals arrivals;
    private final byte[] buffer;
    private int length;

    /** Hands on to {@code arrivals}, which wants something. */
    Tap(Arrivals arrivals) {
        this.arrivals = arrivals;
        this.buffer = new byte[arrivals.largest()];
    }

    @Override
    public BlobObjectChecker newBlobObjectChecker() {
        length = 0;
        return this;
    }

    @Override
    public void update(byte[] in, int offset, int size) {
        if (length <= buffer.length && size <= buffer.length - length) {
            System.arraycopy(in, offset, buffer, length, size);
            length += size;
        } else {
            length = buffer.length + 1;
        }
    }

    @Override
    public void endBlob(AnyObjectId id) {
        if (length <= buffer.length) {
            arrivals.arrived(id.name(), Arrays.copyOf(buffer, length));
        }
    }

    /** An object that was sent as the difference to another one, and now is whole. */
    @Override
    public void check(@Nullable AnyObjectId id, int type, byte[] content) {
        if (id != null && type == Constants.OBJ_BLOB && content.length <= buffer.length) {
            arrivals.arrived(id.name(), content);
        }
    }
}
