namespace Fulgurite.Worlds;

/// <summary>How badly the world behaves: each number is how often in a thousand. The default is a fine day.</summary>
internal sealed record Weather
{
    /// <summary>Nothing goes wrong.</summary>
    public static readonly Weather Fine = new();

    /// <summary>
    /// Requests that the store refuses to look at, again and again for up to six seconds: the client may give up.
    /// </summary>
    public int TablesThrottle { get; init; }

    /// <summary>Commits whose answer says nothing, and which did not happen.</summary>
    public int CommitsLostBefore { get; init; }

    /// <summary>Commits whose answer says nothing, and which happened.</summary>
    public int CommitsLostAfter { get; init; }

    /// <summary>Commits whose answer says nothing, and which happen up to forty seconds later.</summary>
    public int CommitsLate { get; init; }

    /// <summary>
    /// Commits that find their first row, or the wallet's head, rewritten, unchanged, a moment before.
    /// </summary>
    public int HeadsTouched { get; init; }

    /// <summary>Sends whose outcome the sender does not learn; half of them were accepted.</summary>
    public int SendsUncertain { get; init; }

    /// <summary>Messages that are delivered a second time while the first delivery may still be under way.</summary>
    public int MessagesTwice { get; init; }

    /// <summary>Messages that arrive up to a minute late, and so out of order.</summary>
    public int MessagesLate { get; init; }

    /// <summary>
    /// Messages that the bus loses although it took them, as far as the product promises to do without: every order of
    /// a callback, and settlements of invoices that are not near their expiry.
    /// </summary>
    public int MessagesLost { get; init; }

    /// <summary>Deliveries whose lock ends while the handler still works: the next one begins beside it.</summary>
    public int LocksLost { get; init; }

    /// <summary>Calls to the node whose outcome the caller does not learn; half of them happened.</summary>
    public int NodeUncertain { get; init; }

    /// <summary>Requests to pay that reach the node long after their sender gave up.</summary>
    public int PaymentRequestsLate { get; init; }

    /// <summary>Requests to pay that the node refuses without a try, such as for a lack of its own balance.</summary>
    public int PaymentRequestsRefused { get; init; }

    /// <summary>Publications of transactions that the network does not take now, for their fee.</summary>
    public int PublicationsRefused { get; init; }

    /// <summary>Publications that reach the node long after their sender gave up.</summary>
    public int PublicationsLate { get; init; }

    /// <summary>Settlements that the stream reports twice.</summary>
    public int SettlementsTwice { get; init; }

    /// <summary>Calls of any kind that take seconds instead of milliseconds.</summary>
    public int CallsSlow { get; init; }

    /// <summary>Calls that are the last of their process: it dies before it learns the answer.</summary>
    public int CrashesAtCalls { get; init; }

    /// <summary>Callbacks that the merchant's server does not answer properly, in one way or another.</summary>
    public int CallbacksFail { get; init; }

    /// <summary>Reads of the tables whose answer is lost or an error; the client repeats them.</summary>
    public int ReadsBroken { get; init; }

    /// <summary>Pages of a query that hold a few rows or none, and go on.</summary>
    public int PagesShort { get; init; }
}
