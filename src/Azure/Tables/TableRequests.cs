using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Fulgurite.Storage;

namespace Fulgurite.Azure.Tables;

/// <summary>The requests that the store makes. Source: "Table service REST API".</summary>
internal sealed class TableRequests(Uri endpoint, HttpPipeline reads, HttpPipeline commits)
{
    private const string Json = "application/json;odata=minimalmetadata";

    /// <summary>A point read.</summary>
    public HttpMessage Get(TableName table, RowKey key) =>
        Create(reads, RequestMethod.Get, KeyLiteral.RowPath(table, key), new TableOperation(table, StorageMeter.Get));

    /// <summary>One page of a range. The continuation is the service's own two query parameters.</summary>
    public HttpMessage Query(TableName table, RowQuery query)
    {
        var message = Create(
            reads, RequestMethod.Get, $"{table}()", new TableOperation(table, StorageMeter.Query));
        var uri = message.Request.Uri;
        uri.AppendQuery("$filter", Filter(query), escapeValue: true);
        uri.AppendQuery("$top", query.Take.ToString(CultureInfo.InvariantCulture));
        if (query.Continuation is not null)
        {
            uri.Query += $"&{query.Continuation}";
        }

        return message;
    }

    /// <summary>A commit: the write itself, or a batch.</summary>
    public HttpMessage Commit(TableName table, RowBatch batch) =>
        RowRequest.Alone(batch) is { } only ? Write(table, only) : Batch(table, batch);

    /// <summary>The creation of a table.</summary>
    public HttpMessage CreateTable(TableName table)
    {
        var message = Create(
            reads, RequestMethod.Post, "Tables", new TableOperation(table, StorageMeter.CreateTable));
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        // A table's name holds nothing that JSON would escape.
        message.Request.Content = RequestContent.Create($"{{\"TableName\":\"{table}\"}}");
        return message;
    }

    private HttpMessage Write(TableName table, RowWrite write)
    {
        var message = Create(
            commits,
            RequestMethod.Parse(RowRequest.Method(write)),
            RowRequest.Path(table, write),
            new TableOperation(table, StorageMeter.Commit));
        if (RowRequest.Guard(write) is var (name, value))
        {
            message.Request.Headers.SetValue(name, value);
        }

        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(Body(write));
        return message;
    }

    private HttpMessage Batch(TableName table, RowBatch batch)
    {
        var message = Create(
            commits, RequestMethod.Post, "$batch", new TableOperation(table, StorageMeter.Commit));
        message.Request.Headers.SetValue("Content-Type", BatchWriter.ContentType);
        message.Request.Content = RequestContent.Create(new BatchWriter(endpoint, table).Write(batch));
        return message;
    }

    private static ReadOnlyMemory<byte> Body(RowWrite write)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(bytes);
        RowJsonWriter.Write(json, write.Key, write.Fields);
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static string Filter(RowQuery query)
    {
        var filter = $"PartitionKey eq {KeyLiteral.Quote(query.Partition)}";
        filter += query.From.Length > 0 ? $" and RowKey ge {KeyLiteral.Quote(query.From)}" : "";
        return filter + (query.Before is not null ? $" and RowKey lt {KeyLiteral.Quote(query.Before)}" : "");
    }

    private HttpMessage Create(HttpPipeline pipeline, RequestMethod method, string path, TableOperation operation)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(endpoint);
        message.Request.Uri.AppendPath(endpoint.AbsolutePath.EndsWith('/') ? path : $"/{path}", escape: false);
        message.Request.Headers.SetValue("Accept", Json);
        message.SetProperty(typeof(TableOperation), operation);
        return message;
    }
}
