using System.CommandLine;
using System.CommandLine.Parsing;

namespace Fulgurite.App.Cli;

/// <summary>Tells what is wrong with a command line, and where its help is.</summary>
internal static class WrongLine
{
    /// <summary>One sentence about the first thing that is wrong.</summary>
    public static string Explain(ParseResult parsed) => parsed.UnmatchedTokens is [var unknown, ..]
        ? $"Unrecognized command or argument '{unknown}'. {Help(parsed)}"
        : $"{WithoutType(parsed.Errors[0].Message)} {Help(parsed)}";

    // What a number is called inside the program helps nobody.
    private static string WithoutType(string message) =>
        message.IndexOf(" as expected type", StringComparison.Ordinal) is var end and > 0
            ? message[..end] + "."
            : message;

    private static string Help(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
        {
            if (at is CommandResult { Command: not RootCommand } verb)
            {
                names.Push(verb.Command.Name + " ");
            }
        }

        return $"See 'fulgurite {string.Concat(names)}--help'.";
    }
}
