using System.Globalization;

namespace Fulgurite.Lightning;

/// <summary>
/// What a payer tells the payee beside the money: TLV records of types that applications choose (BOLT 1, BOLT 4: those
/// from 65,536 on are theirs). They travel inside the onion, which has 1,300 bytes for the whole way, so they are
/// bounded. Equal when they say the same. Text form, which is stored: <c>type=hex;type=hex</c> by rising type.
/// </summary>
public sealed record CustomRecords
{
    /// <summary>The most records.</summary>
    public const int CountMax = 10;

    /// <summary>The most bytes of all values together: leaves room for the keysend's own and for seven hops.</summary>
    public const int BytesMax = 700;

    /// <summary>The least type that is the applications' (BOLT 4).</summary>
    public const ulong TypeMin = 65_536;

    /// <summary>The type of the record that carries a keysend's preimage (bLIP 3).</summary>
    public const ulong KeysendType = 5_482_373_484;

    /// <summary>No records.</summary>
    public static readonly CustomRecords None = new("");

    private readonly string text;

    private CustomRecords(string text) => this.text = text;

    /// <summary>Every record, by rising type.</summary>
    public IEnumerable<(ulong Type, byte[] Value)> All =>
        from pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=')
        select (ulong.Parse(parts[0], CultureInfo.InvariantCulture), Convert.FromHexString(parts[1]));

    /// <summary>Reads decimal types and hex values; of a type that is there twice the last counts.</summary>
    public static CustomRecordsError Read(IReadOnlyDictionary<string, string> given, out CustomRecords records)
    {
        records = None;
        if (given.Count > CountMax)
        {
            return CustomRecordsError.TooMany;
        }

        var sorted = new SortedDictionary<ulong, string>();
        foreach (var (type, value) in given)
        {
            if (ErrorOf(type, value, out var number) is var error and not CustomRecordsError.None)
            {
                return error;
            }

            sorted[number] = value.ToLowerInvariant();
        }

        if (sorted.Values.Sum(value => value.Length) > 2 * BytesMax)
        {
            return CustomRecordsError.TooLarge;
        }

        records = new CustomRecords(string.Join(';', sorted.Select(pair => string.Create(
            CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}"))));
        return CustomRecordsError.None;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null for none.</summary>
    public static CustomRecords Stored(string? text) => string.IsNullOrEmpty(text) ? None : new CustomRecords(text);

    /// <summary>The text form.</summary>
    public override string ToString() => text;

    private static CustomRecordsError ErrorOf(string type, string value, out ulong number)
    {
        // One way to write a number, so that no two names are one type.
        var isType = ulong.TryParse(type, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number >= TypeMin
            && type[0] != '0';
        return !isType ? CustomRecordsError.InvalidType
            : number == KeysendType ? CustomRecordsError.ReservedType
            : value.Length % 2 != 0 || !value.All(char.IsAsciiHexDigit) ? CustomRecordsError.InvalidValue
            : CustomRecordsError.None;
    }
}
