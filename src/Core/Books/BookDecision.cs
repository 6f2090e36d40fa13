namespace Fulgurite.Books;

/// <summary>What a decision over a book comes to.</summary>
public abstract record BookDecision
{
    private BookDecision()
    {
    }

    /// <summary>It happens: commit this.</summary>
    public sealed record Applied(BookChange Change) : BookDecision;

    /// <summary>It does not: nothing is stored, and the same key may be tried again later.</summary>
    /// <param name="Status">A member of the command's own refusal enum.</param>
    public sealed record Refused(Enum Status) : BookDecision;
}
