using System.Buffers;
using System.Text;
using System.Text.Json;
using Fulgurite.Storage;

namespace Fulgurite.Azure.Tables;

/// <summary>
/// The body of an entity group transaction: one change set of HTTP requests in a multipart message.
/// Source: "Performing entity group transactions". Each body is one line of JSON and every URI is percent-encoded, so
/// no boundary can occur inside a part and the boundaries need not be random.
/// </summary>
internal sealed class BatchWriter(Uri endpoint, TableName table)
{
    /// <summary>The Content-Type of the whole.</summary>
    public const string ContentType = $"multipart/mixed; boundary={Outer}";

    private const string Outer = "batch_fulgurite";
    private const string Inner = "changeset_fulgurite";
    private const int BytesMax = 4 * 1024 * 1024;
    private readonly ArrayBufferWriter<byte> bytes = new(4096);
    private readonly string root = endpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Write(RowBatch batch)
    {
        Text($"--{Outer}\r\nContent-Type: multipart/mixed; boundary={Inner}\r\n\r\n");
        using (var json = new Utf8JsonWriter(bytes))
        {
            foreach (var write in batch.Writes)
            {
                Part(write, json);
            }
        }

        Text($"--{Inner}--\r\n\r\n--{Outer}--\r\n");
        Invariant.Holds(bytes.WrittenCount <= BytesMax, "a batch holds at most 4 MiB");
        return bytes.WrittenMemory;
    }

    private void Part(RowWrite write, Utf8JsonWriter json)
    {
        Text($"--{Inner}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
        Text(RequestLine(write));
        Text("DataServiceVersion: 3.0\r\nAccept: application/json;odata=minimalmetadata\r\n");
        Text(Guard(write));
        if (write.Kind is RowWriteKind.Delete)
        {
            Text("\r\n\r\n");
            return;
        }

        Text("Content-Type: application/json\r\n\r\n");
        json.Reset();
        RowJsonWriter.Write(json, write.Key, write.Fields);
        json.Flush();
        Text("\r\n");
    }

    private string RequestLine(RowWrite write) => write.Kind switch
    {
        RowWriteKind.Insert => $"POST {root}/{table} HTTP/1.1\r\n",
        RowWriteKind.Replace or RowWriteKind.Put => $"PUT {root}/{KeyLiteral.RowPath(table, write.Key)} HTTP/1.1\r\n",
        RowWriteKind.Merge => $"PATCH {root}/{KeyLiteral.RowPath(table, write.Key)} HTTP/1.1\r\n",
        RowWriteKind.Delete => $"DELETE {root}/{KeyLiteral.RowPath(table, write.Key)} HTTP/1.1\r\n",
    };

    // Without If-Match a replacement would silently become an upsert, so each kind says here what it wants.
    private static string Guard(RowWrite write) => write.Kind switch
    {
        RowWriteKind.Insert => "Prefer: return-no-content\r\n",
        RowWriteKind.Put => "",
        RowWriteKind.Replace or RowWriteKind.Merge or RowWriteKind.Delete =>
            $"If-Match: {write.Version?.Value ?? "*"}\r\n",
    };

    private void Text(string text) => Encoding.ASCII.GetBytes(text, bytes);
}
