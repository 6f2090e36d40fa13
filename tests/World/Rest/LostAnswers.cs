namespace Fulgurite.Worlds.Rest;

/// <summary>The ways in which an answer is not what the client needs, each drawn.</summary>
internal sealed class LostAnswers(Dice dice)
{
    private static readonly TableAnswer ServerBusy = TableAnswer.Error(503, "ServerBusy", "The server is busy.");

    /// <summary>The service did not look at it. A batch may be told so inside its answer.</summary>
    public TableAnswer Busy(TableAsk ask) => Placed(ask, ServerBusy);

    /// <summary>The service is not there, or sends everybody away.</summary>
    public TableAnswer Down(TableAsk ask) =>
        dice.PerMille(500) ? TableAnswer.None(MissingAnswer.NoConnection) : Busy(ask);

    /// <summary>No answer that tells whether the service did it.</summary>
    public TableAnswer Lost(TableAsk ask) => dice.Below(5) switch
    {
        0 => TableAnswer.None(MissingAnswer.Reset),
        1 => TableAnswer.None(MissingAnswer.Cut),
        2 => TableAnswer.None(MissingAnswer.Silence),
        3 => TableAnswer.Bare(dice.Pick([408, 502, 504])),
        _ => Placed(ask, TableAnswer.Error(500, dice.Pick(["OperationTimedOut", "InternalError"]))),
    };

    /// <summary>The same, of an answer that was on its way: a batch's may also end early without a sign.</summary>
    public TableAnswer Broken(TableAsk ask, TableAnswer answer) =>
        ask is TableAsk.Commit { IsBatch: true } && dice.PerMille(250)
            ? answer with { Body = answer.Body[..dice.Below(answer.Body.Length)], Told = "the answer is cut short" }
            : Lost(ask);

    private TableAnswer Placed(TableAsk ask, TableAnswer error) =>
        ask is TableAsk.Commit commit && dice.PerMille(300) ? SimulatedTables.Refused(commit, error) : error;
}
