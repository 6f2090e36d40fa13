namespace Fulgurite.Bench.Figures;

/// <summary>One measured number.</summary>
/// <param name="Bench">Which measurement it is of.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Value">How much of it.</param>
/// <param name="Unit">In what.</param>
/// <param name="Target">What it should be, as a comparison with <paramref name="Unit"/>; null where nothing is.</param>
internal sealed record Figure(string Bench, string Name, double Value, string Unit, Target? Target = null);
