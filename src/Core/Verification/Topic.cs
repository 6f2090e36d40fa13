namespace Fulgurite.Verification;

/// <summary>
/// What rows of different kinds must agree about, the most trustworthy witness first: a row that was found wrong under
/// one topic is not believed, nor named again, under a later one.
/// </summary>
internal enum Topic
{
    /// <summary>Each settled invoice is credited by one journal line, with its amounts.</summary>
    Credit,

    /// <summary>Each receipt in the journal has its event, of the same instant and amounts.</summary>
    Moment,

    /// <summary>Each invoice is found by its number.</summary>
    Number,

    /// <summary>Each invoice with a merchant's reference is found by it.</summary>
    Reference,

    /// <summary>Each settled invoice has its event.</summary>
    Settled,

    /// <summary>Each expired invoice has its event.</summary>
    Expired,

    /// <summary>Each effect has its idempotency record.</summary>
    Once,

    /// <summary>Each idempotency record is of the instant of its effect.</summary>
    OnceMoment,

    /// <summary>Open invoices, and no others, wait for their expiry.</summary>
    Open,

    /// <summary>Pending deliveries, and no others, wait for their attempt.</summary>
    Due,

    /// <summary>A delivery counts its attempts.</summary>
    Attempts,
}

/// <summary>Which kinds of rows speak about a topic: the part of a row key before the first bar.</summary>
internal static class Topics
{
    /// <summary>The kinds that are believed.</summary>
    public static IReadOnlyList<string> Witnesses(this Topic topic) => topic switch
    {
        Topic.Credit or Topic.Moment => ["journal"],
        Topic.Number => ["serial"],
        Topic.Reference => ["reference"],
        Topic.Settled => ["invoice"],
        Topic.Expired => ["event"],
        Topic.Once => ["invoice", "event"],
        Topic.OnceMoment => ["journal", "event"],
        Topic.Open => ["open"],
        Topic.Due => ["due"],
        Topic.Attempts => ["attempt"],
    };

    /// <summary>The kinds that are held against them.</summary>
    public static IReadOnlyList<string> Others(this Topic topic) => topic switch
    {
        Topic.Credit or Topic.Number or Topic.Reference or Topic.Expired or Topic.Open => ["invoice"],
        Topic.Moment or Topic.Settled => ["event"],
        Topic.Once or Topic.OnceMoment => ["once"],
        Topic.Due or Topic.Attempts => ["delivery"],
    };
}
