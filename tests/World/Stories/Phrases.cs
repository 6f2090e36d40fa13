using System.Text.RegularExpressions;

namespace Fulgurite.Worlds.Stories;

/// <summary>
/// Row keys and message ids in words: what a reader who does not know the stored formats understands.
/// </summary>
internal static partial class Phrases
{
    /// <summary>A line, after its ids have names, in words.</summary>
    public static string In(string line)
    {
        var text = Timed().Replace(line, match => match.Groups[1].Value == "open"
            ? $"the open mark of {match.Groups[2]}"
            : $"the due mark of {match.Groups[2]}");
        text = Sending().Replace(text, "the mark that $1 is not final");
        text = Claim().Replace(text, "the right to pay $1");
        text = Look().Replace(text, "'look at $1'");
        text = Counted().Replace(text, match => $"{match.Groups[1]} line {long.Parse(match.Groups[2].Value)}"
            .Replace("event line", "event", StringComparison.Ordinal));
        text = Attempt().Replace(text, match => $"attempt {int.Parse(match.Groups[2].Value)} at {match.Groups[1]}");
        text = Once().Replace(text, "the once-record of '$1 $2'");
        text = Pair().Replace(text, match => match.Groups[1].Value == "delivery"
            ? $"{match.Groups[2]} itself"
            : $"{match.Groups[2]}");
        text = Serial().Replace(text, match => $"number {int.Parse(match.Groups[1].Value)}");
        text = Reference().Replace(text, "the merchant's reference");
        text = Range().Replace(text, "rows $1");
        return Order().Replace(text, match => match.Groups[2].Value == "settled"
            ? $"'{match.Groups[1]} is settled'"
            : $"'make the attempt at {match.Groups[1]} that follows {match.Groups[2]}'").Replace('|', ' ');
    }

    [GeneratedRegex(@"(?:chain-)?(open|due)\|[0-9]{19}\|([a-z0-9-]+)")]
    private static partial Regex Timed();

    [GeneratedRegex(@"(?:chain-)?sending\|((?:payment|send)-[0-9]+)")]
    private static partial Regex Sending();

    [GeneratedRegex(@"hashes/(payee-[0-9]+) (?:(?:insert|replace) )?payment\b")]
    private static partial Regex Claim();

    [GeneratedRegex(@"\bshop-[0-9]+:(payment-[0-9]+):(?:look|at):[0-9]+")]
    private static partial Regex Look();

    [GeneratedRegex(@"(journal|event)\|([0-9]{19})")]
    private static partial Regex Counted();

    [GeneratedRegex(@"attempt\|([a-z0-9-]+)\|([0-9]{6})")]
    private static partial Regex Attempt();

    [GeneratedRegex(@"once\|([a-z-]+):([a-z0-9-]+)")]
    private static partial Regex Once();

    [GeneratedRegex(@"\b(invoice|delivery|payment|chain-send|chain-request)\|([a-z0-9-]+)")]
    private static partial Regex Pair();

    [GeneratedRegex(@"serial\|([0-9]{10})")]
    private static partial Regex Serial();

    [GeneratedRegex(@"reference\|[a-z0-9-]+\|[0-9]{10}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b([a-z-]+)\|(?=$| —)")]
    private static partial Regex Range();

    [GeneratedRegex(@"\b(?:the-node:)?((?:invoice|callback)-[0-9]+):([0-9]+|settled)\b")]
    private static partial Regex Order();
}
