using System.Diagnostics.CodeAnalysis;

namespace Fulgurite;

/// <summary>
/// Checks for programming errors that stay on in production. A broken invariant ends the invocation; the queue
/// redelivers it, and a message that keeps breaking it is dead-lettered where an operator sees it.
/// </summary>
public static class Invariant
{
    /// <summary>Throws when <paramref name="condition"/> is false.</summary>
    /// <param name="condition">What the code relies on.</param>
    /// <param name="mustBeTrue">The same, in words: it becomes the message of the failure.</param>
    public static void Holds([DoesNotReturnIf(false)] bool condition, string mustBeTrue)
    {
        if (!condition)
        {
            throw new InvariantBrokenException(mustBeTrue);
        }
    }
}
