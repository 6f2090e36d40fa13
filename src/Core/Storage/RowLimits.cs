namespace Fulgurite.Storage;

/// <summary>
/// What Table Storage accepts in one row, checked where a batch is made, because the emulator accepts much more: what
/// passes on a laptop must not be refused in the cloud. Source: "Understanding the Table service data model".
/// </summary>
internal static class RowLimits
{
    private const int ColumnsMax = 252;
    private const int ColumnNameLengthMax = 255;
    private const int TextLengthMax = 32 * 1024;
    private const int BinaryBytesMax = 64 * 1024;
    private const int RowBytesMax = 1024 * 1024;
    private static readonly DateTimeOffset InstantMin = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>True when the columns may be stored under the key.</summary>
    public static bool Allow(RowWrite write)
    {
        // The documented size: 4 + 2 per key character + 8 + 2 per name character + the value, for each column.
        var bytes = 4 + 2 * (write.Key.Partition.Length + write.Key.Row.Length);
        foreach (var (name, value) in write.Fields)
        {
            if (!IsColumnName(name) || ValueBytes(value) is not { } valueBytes)
            {
                return false;
            }

            bytes += 8 + 2 * name.Length + valueBytes;
        }

        return write.Fields.Count <= ColumnsMax && bytes <= RowBytesMax;
    }

    // Size of a value, or null when it may not be stored.
    private static int? ValueBytes(object value) => value switch
    {
        string text => text.Length <= TextLengthMax ? 4 + 2 * text.Length : null,
        byte[] binary => binary.Length <= BinaryBytesMax ? 4 + binary.Length : null,
        DateTimeOffset instant => instant >= InstantMin ? 8 : null,
        _ => 8,
    };

    private static bool IsColumnName(string name) =>
        name is not ("PartitionKey" or "RowKey" or "Timestamp")
        && name.Length is > 0 and <= ColumnNameLengthMax
        && !char.IsAsciiDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
