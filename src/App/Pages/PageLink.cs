namespace Fulgurite.App.Pages;

/// <summary>A link in a page header.</summary>
/// <param name="Path">The path on this origin, starting with a slash.</param>
/// <param name="Text">What the link says.</param>
/// <param name="IsCurrent">True when it leads to the page that shows it.</param>
internal sealed record PageLink(string Path, string Text, bool IsCurrent = false);
