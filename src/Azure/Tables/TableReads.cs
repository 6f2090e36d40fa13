using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Azure.Tables;

/// <summary>What may be repeated freely: reads, and the creation of a table.</summary>
internal sealed class TableReads(TableRequests requests, HttpPipeline pipeline)
{
    /// <summary>As <see cref="ITableStore.Get"/>.</summary>
    public async Task<Row?> Get(TableName table, RowKey key, CancellationToken cancel)
    {
        // No row can have such a key, and the service would refuse the request as malformed.
        if (!key.IsStorable)
        {
            return null;
        }

        using var message = requests.Get(table, key);
        using var json = await ReadJson(message, cancel);
        return json is null ? null : RowJsonReader.Read(json.RootElement);
    }

    /// <summary>As <see cref="ITableStore.Query"/>.</summary>
    public async Task<RowPage> Query(TableName table, RowQuery query, CancellationToken cancel)
    {
        Invariant.Holds(query.Take is > 0 and <= 1000, "a page holds 1 to 1,000 rows");
        using var message = requests.Query(table, query);
        using var json = await ReadJson(message, cancel);
        return json is null
            ? new RowPage([], null)
            : new RowPage(RowJsonReader.ReadPage(json.RootElement), PageContinuation.Read(message.Response.Headers));
    }

    /// <summary>Creates a table unless it exists.</summary>
    /// <exception cref="StorageUnavailableException">It may or may not have been created.</exception>
    public async Task CreateTable(TableName table, CancellationToken cancel)
    {
        using var message = requests.CreateTable(table);
        await Send(message, cancel);
        var error = message.Response.IsError ? TableError.Read(message.Response.Content.ToString()) : null;
        if (error is not null && error.Code != "TableAlreadyExists")
        {
            throw Refused(message.Response, error);
        }
    }

    // The answer, or null when the row or the whole table is not there.
    private async Task<JsonDocument?> ReadJson(HttpMessage message, CancellationToken cancel)
    {
        await Send(message, cancel);
        if (message.Response.Status == 200)
        {
            return JsonDocument.Parse(message.Response.Content.ToMemory());
        }

        var error = TableError.Read(message.Response.Content.ToString());
        return error.Code is "ResourceNotFound" or "EntityNotFound" or "TableNotFound"
            ? null
            : throw Refused(message.Response, error);
    }

    private async Task Send(HttpMessage message, CancellationToken cancel)
    {
        try
        {
            await pipeline.SendAsync(message, cancel);
        }
        catch (RequestFailedException e)
        {
            throw new StorageUnavailableException("The table store cannot be reached.", e);
        }
        catch (AggregateException e)
        {
            throw new StorageUnavailableException("The table store cannot be reached, also after repeats.", e);
        }
        catch (AuthenticationFailedException e)
        {
            throw new StorageUnavailableException("There is no token for the table store.", e);
        }
        catch (IOException e)
        {
            throw new StorageUnavailableException("The connection to the table store broke.", e);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new StorageUnavailableException("The table store did not answer in time.", e);
        }
    }

    // Without a code it may be an answer that was cut short, or somebody else's.
    private static StorageUnavailableException Refused(Response response, TableError error) =>
        new($"The table store answered {response.Status} {error.Code}".TrimEnd())
        {
            IsRefusal = error.Code.Length > 0 && response.Status is >= 400 and < 500 and not (408 or 429),
        };
}
