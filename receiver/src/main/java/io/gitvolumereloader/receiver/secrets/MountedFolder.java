package io.gitvolumereloader.receiver.secrets;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A folder as kubelet mounts it: the files lie in a folder of their own, to which the link {@code ..data} leads, and
 * change all at one moment, when that link is turned to another. In any other folder the files themselves are read, and
 * whoever changes several of them changes them one by one.
 */
record MountedFolder(Path path) {
    private static final String LINK = "..data";
    private static final int ATTEMPTS = 5;

    /**
     * What {@code reading} makes of the folder that holds the files; it is read again where kubelet has turned the link
     * meanwhile, since the folder of old is removed then.
     *
     * @throws ConfigurationException whatever {@code reading} throws, or if the folder can't be reached or keeps
     *     changing
     */
    <T> T atOneMoment(Function<Path, T> reading) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var data = data();
            try {
                var result = reading.apply(data);
                if (data.equals(data())) {
                    return result;
                }
            } catch (ConfigurationException e) {
                if (data.equals(data())) {
                    throw e;
                }
            }
        }
        throw new ConfigurationException(
                path + ", the folder that receiver.secrets names, changes all the time: find out who writes there.");
    }

    private Path data() {
        try {
            var link = path.resolve(LINK);
            var data = (Files.exists(link, LinkOption.NOFOLLOW_LINKS) ? link : path).toRealPath();
            if (!Files.isDirectory(data)) {
                throw new NotDirectoryException(path.toString());
            }
            return data;
        } catch (IOException e) {
            throw new ConfigurationException("Can't reach " + path + ", the folder that receiver.secrets names ("
                    + e.getClass().getSimpleName()
                    + "): set receiver.secrets to a folder that the receiver may read.");
        }
    }
}
