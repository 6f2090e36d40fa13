namespace Fulgurite.Simulation;

/// <summary>One thing that a seed draws: how much there is of a kind of work, or of a kind of trouble.</summary>
/// <param name="Name">Its name, as printed and as given to <c>--set</c>.</param>
/// <param name="Least">The least that can be drawn; where it is work, one is enough to find something.</param>
/// <param name="Most">The most.</param>
/// <param name="Meaning">What one of it is.</param>
internal sealed record Option(string Name, int Least, int Most, string Meaning)
{
    /// <summary>Merchants.</summary>
    public static readonly Option Shops = new("shops", 1, 3, "merchants, each with a wallet");

    /// <summary>Endpoints.</summary>
    public static readonly Option Endpoints = new("endpoints", 1, 2, "servers of each merchant that are told");

    /// <summary>Customers.</summary>
    public static readonly Option Customers = new("customers", 1, 8, "customers, one deposit each");

    /// <summary>Processes.</summary>
    public static readonly Option Processes = new("processes", 1, 3, "running copies of the product");

    /// <summary>Relays.</summary>
    public static readonly Option NoRelay = new("no-relay", 0, 3, "1: the storm goes by without a relay");

    /// <summary>Patience of payers.</summary>
    public static readonly Option OddPayers = new("odd-payers", 0, 1000,
        "per thousand: payers who overpay, hold, come too late or never");

    /// <summary>Restarts.</summary>
    public static readonly Option RestartSeconds = new("restart-seconds", 1, 40, "from a crash to the next process");

    /// <summary>Storage that refuses.</summary>
    public static readonly Option Throttle = new("tables-throttle", 0, 80,
        "per thousand requests to storage: 503, for up to 6 s");

    /// <summary>Lost requests.</summary>
    public static readonly Option LostBefore = new("commits-lost-before", 0, 80,
        "per thousand commits: Unknown, and not stored");

    /// <summary>Lost answers.</summary>
    public static readonly Option LostAfter = new("commits-lost-after", 0, 80,
        "per thousand commits: Unknown, and stored");

    /// <summary>Late commits.</summary>
    public static readonly Option Late = new("commits-late", 0, 50, "per thousand commits: Unknown, stored later");

    /// <summary>Lost races.</summary>
    public static readonly Option HeadsTouched = new("heads-touched", 0, 300, "per thousand commits: race lost");

    /// <summary>Uncertain sends.</summary>
    public static readonly Option SendsUncertain = new("sends-uncertain", 0, 150,
        "per thousand sends: no answer, half arrived");

    /// <summary>Duplicates.</summary>
    public static readonly Option Twice = new("messages-twice", 0, 300, "per thousand messages: delivered twice");

    /// <summary>Late messages.</summary>
    public static readonly Option MessagesLate = new("messages-late", 0, 300, "per thousand messages: a minute late");

    /// <summary>Lost messages.</summary>
    public static readonly Option MessagesLost = new("messages-lost", 0, 100, "per thousand messages: lost by the bus");

    /// <summary>Lost locks.</summary>
    public static readonly Option LocksLost = new("locks-lost", 0, 200,
        "per thousand deliveries: redelivered beside the handler");

    /// <summary>Uncertain calls to the node.</summary>
    public static readonly Option NodeUncertain = new("node-uncertain", 0, 150,
        "per thousand node calls: no answer, half served");

    /// <summary>Duplicate settlements.</summary>
    public static readonly Option SettlementsTwice = new("settlements-twice", 0, 300,
        "per thousand settlements: streamed twice");

    /// <summary>Slow calls.</summary>
    public static readonly Option Slow = new("calls-slow", 0, 60, "per thousand calls: up to 12 s each way");

    /// <summary>Crashes at a call.</summary>
    public static readonly Option CrashesAtCalls = new("crashes-at-calls", 0, 30,
        "per thousand calls: the process dies before it has the answer");

    /// <summary>Merchants in trouble.</summary>
    public static readonly Option CallbacksFail = new("callbacks-fail", 0, 500,
        "per thousand callbacks: 500, redirect, cut, slow, refused");

    /// <summary>Crashes at any time.</summary>
    public static readonly Option Crashes = new("crashes", 0, 8, "processes that die at a random instant");

    /// <summary>Broken streams.</summary>
    public static readonly Option StreamsCut = new("streams-cut", 0, 5, "times that the node's streams break");

    /// <summary>Half-open streams.</summary>
    public static readonly Option StreamsMute = new("streams-mute", 0, 4,
        "times that the streams fall silent for 30 s");

    /// <summary>Gaps.</summary>
    public static readonly Option IndexGaps = new("index-gaps", 0, 4, "gaps in the node's settle indexes");

    /// <summary>Storage outages.</summary>
    public static readonly Option TableOutages = new("table-outages", 0, 3, "times that storage is away, to 90 s");

    /// <summary>Node outages.</summary>
    public static readonly Option NodeOutages = new("node-outages", 0, 3, "times that the node is away, to 90 s");

    /// <summary>A restored node.</summary>
    public static readonly Option Forgotten = new("forgotten", 0, 2, "unpaid invoices that the node forgets");

    /// <summary>Resends.</summary>
    public static readonly Option Resends = new("resends", 0, 3, "callbacks that somebody has sent again by hand");

    /// <summary>Restated settlements.</summary>
    public static readonly Option Restated = new("restated", 0, 2,
        "credited settlements that are told again with another amount");

    /// <summary>Real invoices.</summary>
    public static readonly Option Signed = new("signed-invoices", 0, 3,
        "1: invoices are signed BOLT 11; else of a form that the node reads");

    /// <summary>Payments.</summary>
    public static readonly Option Payments = new("payments", 0, 4, "merchants who have an invoice paid");

    /// <summary>Odd orders.</summary>
    public static readonly Option OddOrders = new("odd-orders", 0, 1000,
        "per thousand payments: doubled, raced, open, dear, expiring, paid by hand");

    /// <summary>Tries that fail.</summary>
    public static readonly Option TriesFail = new("tries-fail", 0, 800, "per thousand tries to pay: fail");

    /// <summary>Tries that take long.</summary>
    public static readonly Option TriesSlow = new("tries-slow", 0, 500, "per thousand tries to pay: up to 40 minutes");

    /// <summary>Late requests to pay.</summary>
    public static readonly Option RequestsLate = new("requests-late", 0, 500,
        "per thousand requests to pay: arrive up to 30 minutes late");

    /// <summary>The node's clock.</summary>
    public static readonly Option ClockBehind = new("clock-behind", 0, 9, "minutes that the node's clock is behind");

    /// <summary>Credit.</summary>
    public static readonly Option Credit = new("credit", 0, 1000, "per thousand wallets: may go below zero");

    /// <summary>Refused requests to pay.</summary>
    public static readonly Option RequestsRefused = new("requests-refused", 0, 150,
        "per thousand requests to pay: refused without a try");

    /// <summary>Shops that share an environment.</summary>
    public static readonly Option Siblings = new("siblings", 0, 1000,
        "per thousand shops: share environment and servers with the one before");

    /// <summary>Short pages.</summary>
    public static readonly Option PageMax = new("page-max", 0, 4, "rows that fit a page; 0: as many as are asked for");

    /// <summary>Invoices that linger.</summary>
    public static readonly Option Linger = new("linger-seconds", 0, 240,
        "how long the node takes money for an invoice that is over");

    /// <summary>A crowd.</summary>
    public static readonly Option Crowd = new("crowd", 0, 3, "customers of one shop who come, and pay, at once");

    /// <summary>Forged messages.</summary>
    public static readonly Option Forged = new("forged", 0, 2, "messages on the bus whose seal is not ours");

    /// <summary>Broken reads.</summary>
    public static readonly Option ReadsBroken = new("reads-broken", 0, 80,
        "per thousand requests to read: no answer, or an error");

    /// <summary>Short pages.</summary>
    public static readonly Option PagesShort = new("pages-short", 0, 500, "per thousand pages: cut short, or empty");

    /// <summary>The chain.</summary>
    public static readonly Option Chain = new("chain", 0, 4, "1: the node has a wallet on the chain");

    /// <summary>Receives on chain.</summary>
    public static readonly Option ChainReceives = new("chain-receives", 0, 6, "requests for an address, and payers");

    /// <summary>Sends on chain.</summary>
    public static readonly Option ChainSends = new("chain-sends", 0, 6, "merchants who send on chain");

    /// <summary>Reorganizations.</summary>
    public static readonly Option Reorganizations = new("reorganizations", 0, 3,
        "times that the newest blocks, up to 5, are lost to others");

    /// <summary>Many blocks.</summary>
    public static readonly Option BlockRushes = new("block-rushes", 0, 2, "times that hundreds of blocks come at once");

    /// <summary>Publications that are not taken.</summary>
    public static readonly Option PublicationsRefused = new("publications-refused", 0, 400,
        "per thousand publications: the network does not take it now");

    /// <summary>Late publications.</summary>
    public static readonly Option PublicationsLate = new("publications-late", 0, 300,
        "per thousand publications: arrive up to 30 minutes late");

    /// <summary>The chain's macaroon.</summary>
    public static readonly Option ChainRefused = new("chain-refused", 0, 2,
        "times that the node refuses the macaroon for the chain, to 90 s");

    /// <summary>Coins spent otherwise.</summary>
    public static readonly Option CoinsTaken = new("coins-taken", 0, 1, "coins that the operator spends by hand");

    /// <summary>Orders that are kept.</summary>
    public static readonly Option NotCovered = new("not-covered", 0, 1000,
        "per thousand payments: kept as failed where the wallet does not cover them");

    /// <summary>Withdrawn invoices.</summary>
    public static readonly Option Withdrawals = new("withdrawals", 0, 6, "invoices that their merchant withdraws");

    /// <summary>Lists.</summary>
    public static readonly Option Listings = new("listings", 0, 6, "pages of payments that somebody reads");

    /// <summary>Webhooks.</summary>
    public static readonly Option Webhooks = new("webhooks", 0, 14, "1 to 3: webhooks; more are none");

    /// <summary>Changes of webhooks.</summary>
    public static readonly Option WebhookChanges = new("webhook-changes", 0, 5,
        "times that a webhook is stopped, started, deleted or given a new secret");

    /// <summary>Payments between merchants.</summary>
    public static readonly Option Internal = new("internal", 0, 6,
        "1 to 4: merchants who pay an invoice of a merchant here; more are none");

    /// <summary>Keysends.</summary>
    public static readonly Option Keysends = new("keysends", 0, 500, "per thousand payments: nobody asked for them");

    /// <summary>Requests on chain.</summary>
    public static readonly Option ChainRequests = new("chain-requests", 0, 4,
        "requests to be paid on chain, half of them by Lightning too");

    /// <summary>Billing.</summary>
    public static readonly Option Billed = new("billed", 0, 3,
        "1: wallets are billed by the day, and the storm goes over midnight");

    /// <summary>Lines of credit.</summary>
    public static readonly Option Lines = new("lines", 0, 14,
        "1 to 5: a line of credit that is billed, daily to every two months; more are none");

    /// <summary>Anchors.</summary>
    public static readonly Option Anchor = new("anchor", 0, 7, "the day that the line's cycles are counted from");

    /// <summary>Wallets of a line.</summary>
    public static readonly Option LineWallets = new("line-wallets", 1, 3, "wallets under the line");

    /// <summary>Many wallets of a line.</summary>
    public static readonly Option EmptyWallets = new("empty-wallets", 0, 8, "1: thirty-three more, which do nothing");

    /// <summary>Cycles.</summary>
    public static readonly Option Cycles = new("cycles", 0, 3, "cycles that end after the storm");

    /// <summary>Odd bills.</summary>
    public static readonly Option OddBills = new("odd-bills", 0, 1000,
        "per thousand bills: paid too late, too much, in part, twice, on chain or never");

    /// <summary>Work of which a few are as good as many; what has most to go wrong is not among it.</summary>
    public static readonly IReadOnlyList<Option> Work = [Customers, Crowd, ChainReceives, Withdrawals, Listings];

    /// <summary>All, in the order in which they are drawn: new ones go to the end, or old seeds change.</summary>
    public static readonly IReadOnlyList<Option> All =
    [
        Shops, Endpoints, Customers, Processes, NoRelay, OddPayers, RestartSeconds, Throttle, LostBefore, LostAfter,
        Late, HeadsTouched, SendsUncertain, Twice, MessagesLate, MessagesLost, LocksLost, NodeUncertain,
        SettlementsTwice, Slow, CrashesAtCalls, CallbacksFail, Crashes, StreamsCut, StreamsMute, IndexGaps,
        TableOutages, NodeOutages, Forgotten, Resends, Restated, Signed, Payments, OddOrders, TriesFail,
        TriesSlow, RequestsLate, ClockBehind, Credit, RequestsRefused, Siblings, PageMax, Linger, Crowd, Forged,
        ReadsBroken, PagesShort, Chain, ChainReceives, ChainSends, Reorganizations, BlockRushes, PublicationsRefused,
        PublicationsLate, ChainRefused, CoinsTaken, NotCovered, Withdrawals, Listings, Webhooks, WebhookChanges,
        Internal, Keysends, ChainRequests, Billed, Lines, Anchor, LineWallets, EmptyWallets, Cycles, OddBills,
    ];
}
