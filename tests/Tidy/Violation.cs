namespace Fulgurite.Tidy;

/// <summary>One place that breaks one rule.</summary>
/// <param name="Rule">The rule's short name, as the allow-list spells it.</param>
/// <param name="Path">The file, relative to the repository, with forward slashes.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
internal sealed record Violation(string Rule, string Path, int Line, string Message)
{
    /// <summary>In the form that editors and terminals turn into a link.</summary>
    public override string ToString() => $"{Path}:{Line}: [{Rule}] {Message}";
}
