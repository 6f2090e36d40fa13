using Fulgurite.Storage;

namespace Fulgurite.Verification;

/// <summary>What one row says about one topic. For each key, witnesses and others must say the same.</summary>
/// <param name="Topic">About what.</param>
/// <param name="IsWitness">Whether this is the side that is believed.</param>
/// <param name="Row">Whose claim.</param>
/// <param name="Key">What joins the two sides.</param>
/// <param name="Says">Columns of the other side's row, and their values.</param>
internal sealed record Claim(
    Topic Topic, bool IsWitness, RowKey Row, string Key, params IReadOnlyList<(string Column, string Value)> Says)
{
    /// <summary>Why a claim that nobody confirms is wrong.</summary>
    public required string Alone { get; init; }

    /// <summary>The row that is missing when nobody confirms it; null where the claim itself must be wrong.</summary>
    public RowKey? Missing { get; init; }

    /// <summary>The claimant's column that must be wrong then.</summary>
    public string? Column { get; init; }

    /// <summary>
    /// True for a claim that is right only while nobody speaks against it: it is not counted, and is looked at where
    /// the other side speaks of its key alone.
    /// </summary>
    public bool IsHint { get; init; }

    /// <summary>Everything that must be equal on both sides, as one text.</summary>
    public string Content =>
        string.Join('\n', [$"{Topic:D}", Key, .. Says.Select(said => $"{said.Column}={said.Value}")]);
}
