using System.Globalization;

namespace Fulgurite.App.Apis.Voltage.Organizations;

/// <summary>Which part of a list is asked for: <c>limit</c>, 1 to 100, 20 by default, and <c>cursor</c>.</summary>
/// <param name="Limit">Most items.</param>
/// <param name="Cursor">The item to go on after; null for the first.</param>
internal sealed record PageQuery(int Limit, string? Cursor)
{
    private const int LimitMax = 100;
    private const int LimitDefault = 20;

    /// <summary>The query, or what is wrong with it: exactly one of the two.</summary>
    /// <param name="call">What carries it.</param>
    /// <param name="isCursor">Whether a text may be a cursor of the list.</param>
    public static (PageQuery? Page, VoltageAnswer? Problem) Read(VoltageCall call, Func<string, bool> isCursor)
    {
        var query = call.Context.Request.Query;
        var limit = LimitDefault;
        if (query["limit"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                || limit is < 1 or > LimitMax))
        {
            return (null, VoltageErrors.InvalidParameter($"limit: it must be a number from 1 to {LimitMax}."));
        }

        var cursor = query["cursor"].ToString() is { Length: > 0 } given ? given : null;
        return cursor is null || isCursor(cursor)
            ? (new PageQuery(limit, cursor), null)
            : (null, VoltageErrors.InvalidParameter("cursor: it is not one of ours."));
    }
}
