namespace Fulgurite.Worlds;

/// <summary>One thing that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Who">To whom, or by whom.</param>
/// <param name="What">What, with full ids.</param>
internal sealed record HistoryLine(DateTimeOffset At, string Who, string What);
