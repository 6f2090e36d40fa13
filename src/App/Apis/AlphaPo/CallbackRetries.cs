namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// When a callback is sent again: after anything but HTTP 200 (201 and 204 do not count), twelve times over 24 hours
/// and 21 minutes, then only by hand.
/// </summary>
internal static class CallbackRetries
{
    /// <summary>The wait before each retry, counted from the attempt before it.</summary>
    public static IReadOnlyList<TimeSpan> Delays { get; } =
    [
        .. new[] { 1, 5, 15, 30, 60, 90, 120, 180, 240, 240, 240, 240 }
            .Select(minutes => TimeSpan.FromMinutes(minutes)),
    ];
}
