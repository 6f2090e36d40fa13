namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>Lines of a journal, both included; none where the first comes after the last.</summary>
/// <param name="First">From this one.</param>
/// <param name="Last">To this one.</param>
internal sealed record LinesBody(long First, long Last);
