using Fulgurite.Storage;

namespace Fulgurite.Verification;

/// <summary>The findings so far, and the rows that are not believed any more because of them.</summary>
internal sealed class Condemned
{
    private readonly List<Finding> findings = [];
    private readonly HashSet<RowKey> rows = [];

    /// <summary>Most findings that are kept: a wallet that is wrong everywhere must not fill the memory.</summary>
    public const int FindingsMax = 10_000;

    /// <summary>In the order in which they were found.</summary>
    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>Adds one.</summary>
    public void Add(Finding finding)
    {
        if (findings.Count < FindingsMax)
        {
            findings.Add(finding);
            rows.Add(finding.Row);
        }
    }

    /// <summary>True for a row that was found wrong.</summary>
    public bool Contains(RowKey row) => rows.Contains(row);

    /// <summary>How many rows of some kinds were found wrong.</summary>
    public int CountOf(IReadOnlyList<string> kinds) => rows.Count(row => kinds.Contains(KindOf(row)));

    /// <summary>The kind of a wallet's row: its key before the first bar.</summary>
    public static string KindOf(RowKey row)
    {
        var bar = row.Row.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? row.Row : row.Row[..bar];
    }
}
