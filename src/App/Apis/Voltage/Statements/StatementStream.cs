using System.IO.Pipelines;
using Fulgurite.Statements;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>Reads the lines of a statement, checks them, and writes them while it reads.</summary>
internal sealed class StatementStream(Engine engine, ILogger log, StatementFacts facts, StatementRun run)
{
    private const int MemosAtOnce = 16;

    private readonly MovementMemos memos = new(engine);

    /// <summary>
    /// Writes it. A line that the chain does not hold, or an end that is not what the book kept, ends the statement
    /// without closing and totals, and operators are told.
    /// </summary>
    /// <param name="writer">In which form.</param>
    /// <param name="body">Where to.</param>
    /// <param name="cancel">Ends when the client goes away.</param>
    public async Task Write(StatementWriter writer, PipeWriter body, CancellationToken cancel)
    {
        writer.Begin(facts, run.Opening);
        var end = run.Opening is { } opening
            ? await WriteLines(StatementState.At(opening), writer, body, cancel)
            : new StatementEnd(null, run.Problem);
        if (end.Problem is { } problem)
        {
            log.NotEstablished(facts.Wallet.Head.Wallet, problem);
        }

        writer.End(end);
    }

    private async Task<StatementEnd> WriteLines(
        StatementState state, StatementWriter writer, PipeWriter body, CancellationToken cancel)
    {
        var shown = new List<(StatementMovement Movement, JournalPoint After)>();
        await foreach (var (line, hash) in engine.Wallets.Journal(facts.Wallet.Head.Wallet, run.FirstLine, cancel))
        {
            if (line.Sequence > run.LastLine)
            {
                break;
            }

            if (state.Now.ProblemWith(line, hash) is { } problem)
            {
                return new StatementEnd(state, problem);
            }

            (state, var movement) = state.After(line);
            if (movement.IsShown)
            {
                shown.Add((movement, state.Now));
            }

            if (shown.Count == MemosAtOnce)
            {
                await Add(shown, writer, cancel);
                await body.SendSome(cancel);
            }
        }

        await Add(shown, writer, cancel);
        return new StatementEnd(state, state.ProblemAtEnd(run.LastLine, run.Closing));
    }

    private async Task Add(
        List<(StatementMovement Movement, JournalPoint After)> shown, StatementWriter writer, CancellationToken cancel)
    {
        var texts = await Task.WhenAll(shown.Select(each => memos.Of(each.Movement, cancel)));
        foreach (var ((movement, after), memo) in shown.Zip(texts))
        {
            writer.Add(new ShownMovement(movement, after, memo));
        }

        shown.Clear();
    }
}
