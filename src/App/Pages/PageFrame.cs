namespace Fulgurite.App.Pages;

/// <summary>What surrounds the content of a page.</summary>
/// <param name="Title">The title of the document.</param>
internal sealed record PageFrame(string Title)
{
    /// <summary>The script of this page beside the one that all pages have; null for none.</summary>
    public PageAsset? Script { get; init; }

    /// <summary>A short warning at the top, such as that no real money moves here; null for none.</summary>
    public string? Notice { get; init; }

    /// <summary>Links in the header, each a path of ours and its text.</summary>
    public IReadOnlyList<PageLink> Links { get; init; } = [];

    /// <summary>True for pages that show lists and records, which need more room than a checkout.</summary>
    public bool IsWide { get; init; }
}
