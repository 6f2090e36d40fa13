using System.Globalization;

namespace Fulgurite.Bench.Figures;

/// <summary>What a figure should be.</summary>
/// <param name="IsAtLeast">A floor; else a ceiling.</param>
/// <param name="Value">The bound, in the figure's unit; it may be met exactly.</param>
internal sealed record Target(bool IsAtLeast, double Value)
{
    public static Target AtLeast(double value) => new(true, value);

    public static Target AtMost(double value) => new(false, value);

    public bool IsMetBy(double value) => IsAtLeast ? value >= Value : value <= Value;

    public override string ToString() =>
        (IsAtLeast ? "≥ " : "≤ ") + Value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
