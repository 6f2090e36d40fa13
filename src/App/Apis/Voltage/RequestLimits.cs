namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// How much is answered, in each process. A key may call <see cref="RequestsPerSecond"/> and twice that at once; an
/// address may present wrong keys at <see cref="FailuresPerSecond"/> and twenty times that at once.
/// </summary>
/// <param name="RequestsPerSecond">1 to 1,000,000.</param>
/// <param name="FailuresPerSecond">1 to 1,000,000.</param>
internal sealed record RequestLimits(int RequestsPerSecond, int FailuresPerSecond)
{
    /// <summary>The most that can be set.</summary>
    public const int Max = 1_000_000;

    /// <summary>Of a deployment, where its settings say nothing else.</summary>
    public static RequestLimits Deployed { get; } = new(100, 1);

    /// <summary>Of a local run: nothing that a test or a benchmark meets.</summary>
    public static RequestLimits Local { get; } = new(100_000, 100_000);

    /// <summary>Calls of a key at once.</summary>
    public int RequestsBurst => 2 * RequestsPerSecond;

    /// <summary>Wrong keys of an address at once.</summary>
    public int FailuresBurst => 20 * FailuresPerSecond;
}
