namespace Fulgurite.Statements;

/// <summary>The lines that a statement is about, and what is known of both ends before they are read.</summary>
/// <param name="FirstLine">The first of them; one after the last where there are none.</param>
/// <param name="LastLine">The last of them.</param>
/// <param name="Opening">Before the first; null where it could not be established.</param>
/// <param name="Closing">What the book itself kept about the end; null where it kept nothing.</param>
/// <param name="Problem">Why there is no opening; null where there is one.</param>
public sealed record StatementRun(
    long FirstLine, long LastLine, JournalPoint? Opening, JournalPoint? Closing, string? Problem);
