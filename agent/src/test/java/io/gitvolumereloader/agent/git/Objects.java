package io.gitvolumereloader.agent.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.agent.sync.CommitId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;

/** Writes objects into a store byte by byte, also such as Git itself would refuse to make. */
final class Objects {
    static final int FOLDER = 040000;
    static final int FILE = 0100644;
    static final int EXECUTABLE = 0100755;
    static final int SYMLINK = 0120000;
    static final int SUBMODULE = 0160000;

    private final Store store;

    Objects(Store store) {
        this.store = store;
    }

    /** One entry of a folder, put exactly where the test says; of its name, each char is one byte. */
    record Entry(int mode, String bytes, ObjectId object) {
        static Entry of(int mode, String name, ObjectId object) {
            return new Entry(mode, new String(name.getBytes(UTF_8), ISO_8859_1), object);
        }
    }

    ObjectId blob(String content) {
        return insert(Constants.OBJ_BLOB, content.getBytes(UTF_8));
    }

    ObjectId folder(Entry... entries) {
        var raw = new ByteArrayOutputStream();
        for (var entry : entries) {
            raw.writeBytes(Integer.toOctalString(entry.mode()).getBytes(ISO_8859_1));
            raw.write(' ');
            raw.writeBytes(entry.bytes().getBytes(ISO_8859_1));
            raw.write(0);
            var id = new byte[Constants.OBJECT_ID_LENGTH];
            entry.object().copyRawTo(id, 0);
            raw.writeBytes(id);
        }
        return insert(Constants.OBJ_TREE, raw.toByteArray());
    }

    /** A folder with these files, each path with its content, folders made as needed. */
    ObjectId files(Map<String, String> files) {
        var sorted = new TreeMap<String, Entry>();
        var inner = new TreeMap<String, Map<String, String>>();
        files.forEach((path, content) -> {
            var slash = path.indexOf('/');
            if (slash < 0) {
                sorted.put(path, Entry.of(FILE, path, blob(content)));
            } else {
                inner.computeIfAbsent(path.substring(0, slash), _ -> new TreeMap<>())
                        .put(path.substring(slash + 1), content);
            }
        });
        inner.forEach((name, below) -> sorted.put(name + "/", Entry.of(FOLDER, name, files(below))));
        return folder(sorted.values().toArray(Entry[]::new));
    }

    CommitId commit(ObjectId folder) {
        try (var inserter = store.repository().newObjectInserter()) {
            var commit = new CommitBuilder();
            commit.setTreeId(folder);
            commit.setMessage("a commit");
            commit.setAuthor(new PersonIdent("Ada Writer", "ada@example.org"));
            commit.setCommitter(commit.getAuthor());
            var id = inserter.insert(commit);
            inserter.flush();
            return new CommitId(id.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a blob with this content behind the name of another object, as a damaged disk or a forger would. */
    void forge(Path storeFolder, ObjectId name, byte[] content) throws IOException {
        var file = storeFolder.resolve(
                "objects/" + name.name().substring(0, 2) + "/" + name.name().substring(2));
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        try (var out = new DeflaterOutputStream(Files.newOutputStream(file))) {
            out.write(("blob " + content.length + "\0").getBytes(ISO_8859_1));
            out.write(content);
        }
    }

    ObjectId insert(int type, byte[] content) {
        try (var inserter = store.repository().newObjectInserter()) {
            var id = inserter.insert(type, content);
            inserter.flush();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
