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
        Text($"{RowRequest.Method(write)} {root}/{RowRequest.Path(table, write)} HTTP/1.1\r\n");
        Text("DataServiceVersion: 3.0\r\nAccept: application/json;odata=minimalmetadata\r\n");
        Text(RowRequest.Guard(write) is var (name, value) ? $"{name}: {value}\r\n" : "");
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

    private void Text(string text) => Encoding.ASCII.GetBytes(text, bytes);
}
