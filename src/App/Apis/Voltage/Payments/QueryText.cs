using System.Globalization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Reads query parameters in every form that clients write: repeated, and with brackets.</summary>
internal sealed class QueryText(IQueryCollection query)
{
    /// <summary>A parameter; null when it is absent or empty.</summary>
    public string? One(string name) => query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>
    /// Whether pages follow each other by cursor, which a cursor says too; null where <c>pagination</c> is neither
    /// <c>offset</c> nor <c>cursor</c>.
    /// </summary>
    public bool? IsByCursor => One("pagination") switch
    {
        null or "offset" => One("cursor") is not null,
        "cursor" => true,
        _ => null,
    };

    /// <summary>Whether a parameter may stand where an id must: it is one, or it is not given.</summary>
    public bool IsUuidOrNone(string name) => One(name) is not { } text || Guid.TryParseExact(text, "D", out _);

    /// <summary>A whole number within bounds, both included; true also when it is absent, with that default.</summary>
    public bool TryNumber(string name, long absent, (long Least, long Most) bounds, out long number)
    {
        number = absent;
        return One(name) is not { } text
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
                && number >= bounds.Least && number <= bounds.Most);
    }

    /// <summary>The values of <c>name=a&amp;name=b</c> and of <c>name[]=a&amp;name[]=b</c>.</summary>
    public IReadOnlyList<string> Many(string name) =>
        [.. query[name].Concat(query[name + "[]"]).OfType<string>().Where(value => value.Length > 0)];

    /// <summary>The pairs of <c>name[key]=value</c>.</summary>
    public IEnumerable<KeyValuePair<string, string>> Deep(string name) =>
        from pair in query
        where pair.Key.Length > name.Length + 2
            && pair.Key.StartsWith(name + "[", StringComparison.Ordinal)
            && pair.Key.EndsWith(']')
        select KeyValuePair.Create(pair.Key[(name.Length + 1)..^1], pair.Value.ToString());

    /// <summary>An RFC 3339 instant, UTC where it does not say; true also when it is absent.</summary>
    public bool TryTime(string name, out DateTimeOffset? at)
    {
        at = null;
        if (One(name) is not { } text)
        {
            return true;
        }

        var isTime = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed);
        at = isTime ? parsed.ToUniversalTime() : null;
        return isTime;
    }
}
