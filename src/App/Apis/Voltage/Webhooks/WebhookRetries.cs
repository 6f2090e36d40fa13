namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>
/// The waits of the schemes <c>voltage</c> and <c>standard</c>: quick where a server restarts, and three and a half
/// days in all where it is away.
/// </summary>
internal static class WebhookRetries
{
    /// <summary>After the first attempt, after the second, and so on: thirteen attempts.</summary>
    public static readonly IReadOnlyList<TimeSpan> Delays =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(8),
        TimeSpan.FromHours(12),
        TimeSpan.FromHours(24),
        TimeSpan.FromHours(24),
    ];
}
