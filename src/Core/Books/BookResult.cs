using Fulgurite.Storage;

namespace Fulgurite.Books;

/// <summary>How a command ended.</summary>
public abstract record BookResult
{
    private BookResult()
    {
    }

    /// <summary>Committed now.</summary>
    /// <param name="Change">What was decided.</param>
    /// <param name="Versions">The new versions of <see cref="BookChange.Writes"/>, in order.</param>
    public sealed record Applied(BookChange Change, IReadOnlyList<ETag> Versions) : BookResult;

    /// <summary>Committed before, by this caller or another: what the first was told.</summary>
    public sealed record AlreadyApplied(string Outcome) : BookResult;

    /// <summary>The key was used before, for another input. Nothing happened.</summary>
    public sealed record KeyReused : BookResult;

    /// <summary>The decision refused. Nothing happened.</summary>
    /// <param name="Status">A member of the command's own refusal enum.</param>
    public sealed record Refused(Enum Status) : BookResult;

    /// <summary>There is no such wallet. Nothing happened.</summary>
    public sealed record WalletNotFound : BookResult;
}
