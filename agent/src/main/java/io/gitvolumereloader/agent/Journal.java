package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Publisher;
import io.gitvolumereloader.agent.sync.Report;
import io.gitvolumereloader.agent.sync.Request;
import io.gitvolumereloader.agent.sync.StatusBoard;
import io.gitvolumereloader.agent.sync.SyncResult;
import io.gitvolumereloader.agent.trigger.Reporter;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** Tells what the loop does: in the log, on the status board, and on the pod where that is wanted. */
@Singleton
class Journal implements Report.Listener {
    private static final Logger LOG = Logger.getLogger(Journal.class);

    private final StatusBoard board;
    private final Reporter reporter;

    Journal(StatusBoard board, Reporter reporter) {
        this.board = board;
        this.reporter = reporter;
    }

    @Override
    public void restored(CommitId commit) {
        board.restored(commit);
        LOG.infof("Restored what was published before the start commit=%s", commit);
    }

    @Override
    public void synced(Report report) {
        board.synced(report);
        reporter.synced(report, board.status());
        var took = report.took().toMillis();
        var asked = name(report.request());
        switch (report.result()) {
            case SyncResult.Updated(var tip, var from, var written, var removed) ->
                LOG.infof(
                        "Published ref=%s commit=%s from=%s written=%d removed=%d asked-by=%s took=%dms",
                        tip.ref(), tip.commit(), from, written, removed, asked, took);
            case SyncResult.Unchanged(var tip) ->
                LOG.debugf("Nothing new ref=%s commit=%s asked-by=%s took=%dms", tip.ref(), tip.commit(), asked, took);
            case SyncResult.Failed(var reason) ->
                LOG.warnf(
                        "%s asked-by=%s took=%dms next-try-in=%dms",
                        reason, asked, took, report.next().delay().toMillis());
        }
        if (report.next().missed()) {
            LOG.warnf(
                    "Announced commit not seen; going on with the safety poll announced=%s",
                    report.request().expected());
        }
    }

    @Override
    public void verified(Publisher.Look look, Publisher.Published found) {
        board.verified(look, found);
        switch (found) {
            case Publisher.Published.Unchanged() ->
                LOG.logf(
                        look == Publisher.Look.CONTENT ? Level.INFO : Level.DEBUG,
                        "Verified what is published; nobody changed it look=%s",
                        look);
            case Publisher.Published.Updated(var commit, var written, var removed) ->
                LOG.warnf(
                        "Mended local changes of published files commit=%s written=%d removed=%d",
                        commit, written, removed);
            case Publisher.Published.Failed(var reason) -> LOG.warn(reason);
        }
    }

    @Override
    public void untidy(String reason) {
        LOG.warn(reason);
    }

    private static String name(Request request) {
        return switch (request) {
            case Request.Started _ -> "start";
            case Request.Pushed(var announcement) ->
                announcement.delivery() == null ? "push" : "push " + announcement.delivery();
            case Request.Poked _ -> "unreadable push";
            case Request.Demanded _ -> "demand";
            case Request.Poll _ -> "poll";
            case Request.LookAgain(var _, var looks) -> "look-again " + looks;
            case Request.Retry(var failures, var _) -> "retry " + failures;
        };
    }
}
