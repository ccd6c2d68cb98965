package io.gitvolumereloader.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.agent.testing.Git;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Puts objects into a repository that no Git client would make, and lets its branch {@code main} lead to them. */
record RawObjects(Git bare) {

    /** One line of a tree; {@code mode} as Git writes it, without a leading zero. */
    record Line(String mode, String name, ObjectId object) {
        static Line file(String name, ObjectId blob) {
            return new Line("100644", name, blob);
        }

        static Line link(String name, ObjectId target) {
            return new Line("120000", name, target);
        }

        static Line folder(String name, ObjectId tree) {
            return new Line("40000", name, tree);
        }
    }

    ObjectId blob(String content) throws IOException {
        return write(Constants.OBJ_BLOB, content.getBytes(UTF_8));
    }

    /** A tree with exactly these lines in exactly this order. */
    ObjectId tree(Line... lines) throws IOException {
        return tree(List.of(lines));
    }

    ObjectId tree(List<Line> lines) throws IOException {
        var content = new ByteArrayOutputStream();
        var raw = new byte[Constants.OBJECT_ID_LENGTH];
        for (var line : lines) {
            content.writeBytes((line.mode() + " " + line.name() + "\0").getBytes(UTF_8));
            line.object().copyRawTo(raw, 0);
            content.writeBytes(raw);
        }
        return write(Constants.OBJ_TREE, content.toByteArray());
    }

    /** {@code tree} in that many folders, one in the other, each called {@code name}. */
    ObjectId nested(ObjectId tree, String name, int folders) throws IOException {
        return repeated(tree, List.of(name), folders);
    }

    /** {@code tree} under each of {@code names}, all of them again under each of {@code names}, and so on. */
    ObjectId repeated(ObjectId tree, List<String> names, int levels) throws IOException {
        var top = tree;
        for (var i = 0; i < levels; i++) {
            var below = top;
            top = tree(names.stream().map(name -> Line.folder(name, below)).toList());
        }
        return top;
    }

    /** Lets the branch lead to a new commit of {@code tree}. */
    void push(ObjectId tree) {
        var commit = bare.run("commit-tree", "-m", "raw", tree.name());
        bare.run("update-ref", "refs/heads/main", commit);
    }

    /** Names that are in order as Git wants them. */
    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj("%07d"::formatted).toList();
    }

    private ObjectId write(int type, byte[] content) throws IOException {
        try (var repository = new FileRepository(bare.folder().toFile());
                var inserter = repository.newObjectInserter()) {
            var object = inserter.insert(type, content);
            inserter.flush();
            return object;
        }
    }
}
