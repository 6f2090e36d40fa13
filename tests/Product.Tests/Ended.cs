namespace Fulgurite.Product;

/// <summary>A process that ended by itself.</summary>
internal sealed record Ended(int ExitCode, string Output, string Errors)
{
    /// <summary>Fails unless it did what it was asked.</summary>
    public void MustBeDone() => Assert.Equal((0, ""), (ExitCode, Errors));

    /// <summary>Fails unless it told its user what is wrong in one line, which holds the text, and failed.</summary>
    public void MustBeOneLine(string text)
    {
        var line = Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("fulgurite: ", line, StringComparison.Ordinal);
        Assert.Contains(text, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Output + Errors, StringComparison.Ordinal);
        Assert.Equal(1, ExitCode);
    }
}
