using System.Diagnostics.CodeAnalysis;
using Fulgurite.Storage;

namespace Fulgurite.Verification;

/// <summary>Reads rows that may hold anything.</summary>
internal static class Readable
{
    /// <summary>The record of a row; false, and a finding, when the row does not hold one.</summary>
    public static bool TryRead<T>(
        Row row, Func<Row, T> read, Condemned condemned, [NotNullWhen(true)] out T? record)
        where T : class
    {
        try
        {
            record = read(row);
            return true;
        }
        catch (Exception failure) when (failure
            is InvariantBrokenException or FormatException or OverflowException or ArgumentException)
        {
            condemned.Add(new Finding(
                "wallets", row.Key, null, null, null, $"the row cannot be read: {failure.Message}"));
            record = null;
            return false;
        }
    }

    /// <summary>The record of a row; null when the row does not hold one.</summary>
    public static T? OrNull<T>(Row row, Func<Row, T> read)
        where T : class => TryRead(row, read, new Condemned(), out var record) ? record : null;
}
