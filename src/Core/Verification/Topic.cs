namespace Fulgurite.Verification;

/// <summary>
/// What rows of different kinds must agree about, the most trustworthy witness first: a row that was found wrong under
/// one topic is not believed, nor named again, under a later one.
/// </summary>
internal enum Topic
{
    /// <summary>Each settled invoice is credited by one journal line, with its amounts.</summary>
    Credit,

    /// <summary>Each payment is held by one journal line, of its instant and its greatest cost.</summary>
    Hold,

    /// <summary>Each payment that is final is ended by one journal line, of its instant, with its amounts.</summary>
    End,

    /// <summary>Each receipt in the journal has its event, of the same instant and amounts.</summary>
    Moment,

    /// <summary>Each step of a payment in the journal has its event, of the same instant and amounts.</summary>
    SendMoment,

    /// <summary>Each invoice is found by its number.</summary>
    Number,

    /// <summary>Each invoice with a merchant's reference is found by it.</summary>
    Reference,

    /// <summary>Each settled invoice has its event.</summary>
    Settled,

    /// <summary>Each invoice that ended unpaid has its event.</summary>
    Unpaid,

    /// <summary>Each step of a payment has its event, with its hash, amounts and failure.</summary>
    SendTold,

    /// <summary>Each effect has its idempotency record.</summary>
    Once,

    /// <summary>Each idempotency record is of the instant of its effect.</summary>
    OnceMoment,

    /// <summary>Open invoices, and no others, wait for their expiry.</summary>
    Open,

    /// <summary>Payments that are not final, and no others, wait for their next look.</summary>
    Sending,

    /// <summary>Invoices and payments are listed, in their place.</summary>
    Listed,

    /// <summary>Invoices and payments that are final, and no others, are listed as that.</summary>
    Ended,

    /// <summary>Pending deliveries, and no others, wait for their attempt.</summary>
    Due,

    /// <summary>A delivery counts its attempts.</summary>
    Attempts,

    /// <summary>Each receipt on chain that is final is credited by one journal line, with its amounts.</summary>
    Receipt,

    /// <summary>Each send on chain is held, and ended, by one journal line each, of its instant and amounts.</summary>
    ChainStep,

    /// <summary>Each step of a send on chain has its event, with what was known of it by then.</summary>
    ChainTold,

    /// <summary>Sends on chain that are not final, and no others, wait for their next step.</summary>
    ChainSending,

    /// <summary>A request on chain counts and adds up its receipts that came in time.</summary>
    ChainPaid,

    /// <summary>A request that is paid over Lightning too, and its invoice, say the same.</summary>
    ChainInvoice,

    /// <summary>Open requests on chain, and no others, wait for their expiry.</summary>
    ChainOpen,

    /// <summary>Each step of a request on chain has its event.</summary>
    ChainRequestTold,
}

/// <summary>Which kinds of rows speak about a topic: the part of a row key before the first bar.</summary>
internal static class Topics
{
    /// <summary>The kinds that are believed.</summary>
    public static IReadOnlyList<string> Witnesses(this Topic topic) => topic switch
    {
        Topic.Credit or Topic.Moment or Topic.Hold or Topic.End or Topic.SendMoment => ["journal"],
        Topic.Receipt or Topic.ChainStep => ["journal"],
        Topic.ChainSending => ["chain-sending"],
        Topic.ChainTold => ["chain-send"],
        Topic.Number => ["serial"],
        Topic.Reference => ["reference"],
        Topic.Settled => ["invoice"],
        Topic.Unpaid => ["event"],
        Topic.SendTold => ["payment"],
        Topic.Once => ["invoice", "event", "payment", "receipt", "chain-send", "chain-request"],
        Topic.OnceMoment => ["journal", "event", "receipt", "chain-send", "chain-request"],
        Topic.Open => ["open"],
        Topic.Sending => ["sending"],
        Topic.Listed => ["list"],
        Topic.Ended => ["ended"],
        Topic.Due => ["due"],
        Topic.Attempts => ["attempt"],
        Topic.ChainPaid => ["receipt"],
        Topic.ChainInvoice => ["invoice"],
        Topic.ChainOpen => ["chain-open"],
        Topic.ChainRequestTold => ["chain-request"],
    };

    /// <summary>The kinds that are held against them.</summary>
    public static IReadOnlyList<string> Others(this Topic topic) => topic switch
    {
        Topic.Credit or Topic.Number or Topic.Reference or Topic.Unpaid or Topic.Open => ["invoice"],
        Topic.Hold or Topic.End or Topic.Sending => ["payment"],
        Topic.Listed or Topic.Ended => ["invoice", "payment", "chain-send", "chain-request"],
        Topic.Moment or Topic.Settled or Topic.SendMoment or Topic.SendTold or Topic.ChainTold
            or Topic.ChainRequestTold => ["event"],
        Topic.Once or Topic.OnceMoment => ["once"],
        Topic.Due or Topic.Attempts => ["delivery"],
        Topic.Receipt => ["receipt"],
        Topic.ChainStep or Topic.ChainSending => ["chain-send"],
        Topic.ChainPaid or Topic.ChainInvoice or Topic.ChainOpen => ["chain-request"],
    };
}
