package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.Revisions;
import io.gitvolumereloader.agent.sync.Revisions.DamagedStoreException;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import io.gitvolumereloader.agent.sync.TreeEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Copies blobs out of the store and proves each by its name while doing so: neither a damaged disk nor a pack made to
 * deceive gets other content into the volume. Used by one thread at a time.
 */
final class GitBlobs implements Revisions.Blobs {
    private static final int BUFFER = 1 << 16;

    private final ObjectReader reader;
    private final Limits limits;
    private final MessageDigest digest = sha1();
    private byte[] buffer = {};

    GitBlobs(ObjectReader reader, Limits limits) {
        this.reader = reader;
        this.limits = limits;
    }

    @Override
    public void copy(TreeEntry file, OutputStream out) throws IOException {
        var object = ObjectId.fromString(file.object());
        var loader = open(object, file);
        if (loader.getSize() > limits.fileBytes()) {
            throw new UnpublishableException(
                    PathName.shown(file.path()) + " has " + loader.getSize()
                            + " bytes, and agent.limits.file-size allows " + limits.fileBytes(),
                    "change the repository, raise that limit, or leave the file out by agent.exclude");
        }
        digest.reset();
        digest.update(("blob " + loader.getSize() + "\0").getBytes(StandardCharsets.US_ASCII));
        if (loader.isLarge()) {
            stream(loader, object, file, out);
        } else {
            var content = bytes(loader, file);
            digest.update(content);
            prove(object, file);
            out.write(content);
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    private void stream(ObjectLoader loader, ObjectId object, TreeEntry file, OutputStream out) throws IOException {
        if (buffer.length == 0) {
            buffer = new byte[BUFFER];
        }
        try (var content = input(loader, file)) {
            for (var read = read(content, file); read >= 0; read = read(content, file)) {
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        prove(object, file);
    }

    private void prove(ObjectId object, TreeEntry file) {
        var found = ObjectId.fromRaw(digest.digest());
        if (!found.equals(object)) {
            var cause = new IOException("the store holds " + found.name() + " under the name " + object.name());
            throw damaged(file, cause);
        }
    }

    private ObjectLoader open(ObjectId object, TreeEntry file) {
        try {
            return reader.open(object, Constants.OBJ_BLOB);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private static byte[] bytes(ObjectLoader loader, TreeEntry file) {
        try {
            return loader.getCachedBytes();
        } catch (RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private static InputStream input(ObjectLoader loader, TreeEntry file) {
        try {
            return loader.openStream();
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private int read(InputStream content, TreeEntry file) {
        try {
            return content.read(buffer);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private static DamagedStoreException damaged(TreeEntry file, Exception cause) {
        return Causes.damaged("read " + PathName.shown(file.path()), cause);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
