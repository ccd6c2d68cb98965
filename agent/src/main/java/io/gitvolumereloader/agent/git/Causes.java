package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.git.SameOriginConnections.RedirectedException;
import io.gitvolumereloader.agent.sync.Printable;
import io.gitvolumereloader.agent.sync.Revisions.DamagedStoreException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.PackInvalidException;
import org.eclipse.jgit.errors.PackMismatchException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.errors.TransportException;
import org.jspecify.annotations.Nullable;

/** Turns what JGit and the JDK throw into a cause and a remedy for people. */
final class Causes {
    private static final int LONGEST = 300;
    private static final Pattern REDIRECT = Pattern.compile("\\b30[12378] ");

    private Causes() {}

    /** Cause and remedy; holds no secret, no control characters, and at most some 400 characters. */
    static String explain(Exception thrown, boolean withToken) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            var known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return byMessage(thrown, withToken);
    }

    /** Whether a connection gave up waiting. */
    static boolean isTimeout(Exception thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** Whether it looks as if what the store holds, and not the network or the disk, is to blame. */
    static boolean isDamage(Exception thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof MissingObjectException
                    || cause instanceof CorruptObjectException
                    || cause instanceof ConfigInvalidException
                    || cause instanceof RepositoryNotFoundException
                    || cause instanceof PackInvalidException
                    || cause instanceof PackMismatchException
                    || cause instanceof NullPointerException
                    || cause instanceof IndexOutOfBoundsException) {
                return true;
            }
        }
        return false;
    }

    /** What to throw where the store lacks or garbles what it should hold. */
    static DamagedStoreException damaged(String deed, Exception cause) {
        var what = cause instanceof MissingObjectException missing
                ? "an object is missing: " + missing.getMessage()
                : cause.toString();
        return new DamagedStoreException("could not " + deed + " (" + Printable.of(what, LONGEST) + ")", cause);
    }

    private static @Nullable String known(Throwable cause) {
        return switch (cause) {
            case RedirectedException e ->
                "the remote redirects to " + e.getMessage()
                        + ", which is another origin and not followed; set the repository to its new address";
            case IncorrectObjectTypeException _ ->
                "the ref does not lead to a commit; follow a branch, or a tag of a commit";
            case UnknownHostException _ -> "the host is unknown; check its name and the cluster's DNS";
            case ConnectException _, NoRouteToHostException _ ->
                "the host does not accept the connection; check address and network policy";
            case SSLException e -> "the TLS connection failed (" + text(e) + "); check the remote's certificate";
            case NoRemoteRepositoryException _ ->
                "the remote has no such repository, or does not show it to this token; check the URL and agent.auth.token-file";
            case CorruptObjectException e ->
                "the repository holds a malformed object (" + text(e) + "); check it with 'git fsck'";
            case NotSupportedException _ -> "the URL is not supported; use https://host/path";
            case FileSystemException e ->
                "the state folder could not be written (" + text(e)
                        + "); check that agent.state is writable and has room";
            default -> null;
        };
    }

    private static String byMessage(Exception thrown, boolean withToken) {
        var message = text(thrown);
        if (thrown instanceof TransportException && isRefusal(message)) {
            return withToken
                    ? "the remote refuses the token; check that the token in agent.auth.token-file is valid and may read this repository"
                    : "the remote asks for credentials; put a token into a Secret and name its file in agent.auth.token-file";
        }
        if (message.contains("not our ref") || message.matches(".*\\bwant [0-9a-f]+ not valid.*")) {
            return "the remote has no such commit, or does not hand it out (" + message
                    + "); check the id. What was published before stays";
        }
        return REDIRECT.matcher(message).find()
                ? "the remote redirects (" + message + "); set the repository to its new address"
                : message;
    }

    private static boolean isRefusal(String message) {
        return message.contains("not authorized")
                || message.contains("no CredentialsProvider")
                || message.contains("authentication not supported")
                || message.contains("not permitted")
                || message.contains("uthentication is required");
    }

    private static String text(Throwable thrown) {
        var message = thrown.getMessage();
        return Printable.of(message == null ? thrown.getClass().getSimpleName() : message, LONGEST);
    }
}
