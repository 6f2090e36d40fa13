using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Azure.Tables;

/// <summary>
/// Commits. An attempt that the service certainly did not apply (it was busy, the table was not there, no connection
/// was made) is repeated here. One that it may have applied is <see cref="CommitStatus.Unknown"/> and never repeated:
/// the second answer, a conflict with ourselves, would hide the first.
/// </summary>
internal sealed class TableCommits(
    TableRequests requests, HttpPipeline pipeline, TableReads reads, AzureTableOptions options)
{
    private const int AttemptsMax = 6;

    /// <summary>As <see cref="ITableStore.Commit"/>.</summary>
    public async Task<CommitOutcome> Commit(TableName table, RowBatch batch, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var message = requests.Commit(table, batch);
            switch (await Attempt(message, batch, cancel))
            {
                case CommitAnswer.Ended ended:
                    return ended.Outcome;
                case CommitAnswer.TableMissing when attempt < AttemptsMax:
                    await reads.CreateTable(table, cancel);
                    break;
                case CommitAnswer.Busy when attempt < AttemptsMax:
                    var response = message.HasResponse ? message.Response : null;
                    await Task.Delay(options.Backoff.GetNextDelay(response, attempt), options.Time, cancel);
                    break;
                case CommitAnswer.Busy busy:
                    throw new StorageUnavailableException($"The table store is busy: {busy.Reason}.");
                case CommitAnswer.Denied denied:
                    throw new StorageUnavailableException($"The table store refused a commit: {denied.Reason}.")
                    {
                        IsRefusal = true,
                    };
                default:
                    throw new StorageUnavailableException($"The table {table} is not there after it was created.");
            }
        }
    }

    private async Task<CommitAnswer> Attempt(HttpMessage message, RowBatch batch, CancellationToken cancel)
    {
        try
        {
            await pipeline.SendAsync(message, cancel);
            return CommitAnswer.Read(message.Response, batch);
        }
        catch (RequestFailedException e) when (NeverSent(e))
        {
            return new CommitAnswer.Busy("no connection");
        }
        catch (RequestFailedException)
        {
            return new CommitAnswer.Ended(CommitOutcome.Unknown());
        }
        catch (AuthenticationFailedException e)
        {
            throw new StorageUnavailableException("There is no token for the table store.", e);
        }
        catch (IOException)
        {
            return new CommitAnswer.Ended(CommitOutcome.Unknown());
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new CommitAnswer.Ended(CommitOutcome.Unknown());
        }
    }

    // No connection was made, so no byte of the request left this machine.
    private static bool NeverSent(RequestFailedException e) =>
        e.InnerException is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError,
        };
}
