using System.Collections.Concurrent;
using Fulgurite.Storage;

namespace Fulgurite.Sandbox.MemoryTables;

/// <summary>
/// Columns as bytes: each is its name's number, its type and its value. A tenth of what a dictionary of boxed values
/// takes. Lives and dies with the process, so the form may change freely.
/// </summary>
internal sealed class RowCodec
{
    private const byte Text = 0;
    private const byte Integer = 1;
    private const byte False = 2;
    private const byte True = 3;
    private const byte Instant = 4;
    private const byte Binary = 5;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, string> names = new();

    /// <summary>The columns as bytes.</summary>
    public byte[] Encode(RowFields fields)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var (name, value) in fields)
        {
            writer.Write7BitEncodedInt(Number(name));
            Write(writer, value);
        }

        return bytes.ToArray();
    }

    /// <summary>The columns of such bytes.</summary>
    public RowFields Decode(byte[] encoded)
    {
        using var reader = new BinaryReader(new MemoryStream(encoded));
        var fields = new RowFields();
        while (reader.BaseStream.Position < encoded.Length)
        {
            Read(reader, names[reader.Read7BitEncodedInt()], fields);
        }

        return fields;
    }

    private static void Write(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.Write(Text);
                writer.Write(text);
                break;
            case long integer:
                writer.Write(Integer);
                writer.Write7BitEncodedInt64(integer);
                break;
            case bool flag:
                writer.Write(flag ? True : False);
                break;
            case DateTimeOffset instant:
                writer.Write(Instant);
                writer.Write(instant.UtcTicks);
                break;
            default:
                var binary = (byte[])value;
                writer.Write(Binary);
                writer.Write7BitEncodedInt(binary.Length);
                writer.Write(binary);
                break;
        }
    }

    private static void Read(BinaryReader reader, string name, RowFields fields)
    {
        switch (reader.ReadByte())
        {
            case Text:
                fields.Add(name, reader.ReadString());
                break;
            case Integer:
                fields.Add(name, reader.Read7BitEncodedInt64());
                break;
            case False:
                fields.Add(name, false);
                break;
            case True:
                fields.Add(name, true);
                break;
            case Instant:
                fields.Add(name, new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero));
                break;
            default:
                fields.Add(name, reader.ReadBytes(reader.Read7BitEncodedInt()));
                break;
        }
    }

    private int Number(string name)
    {
        if (numbers.TryGetValue(name, out var known))
        {
            return known;
        }

        lock (gate)
        {
            // Readable by number before it can be written by name.
            var number = numbers.GetValueOrDefault(name, numbers.Count);
            names[number] = name;
            numbers[name] = number;
            return number;
        }
    }
}
