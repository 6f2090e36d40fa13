using System.CommandLine;
using Fulgurite.App.Local;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Sandbox.Azurite;
using Fulgurite.Secrets;
using Fulgurite.Storage;
using Fulgurite.Verification;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite verify</c>: proves the books from the rows, and against the node.</summary>
internal static class VerifyVerb
{
    /// <summary>The books could not be checked: nothing is known.</summary>
    public const int Unchecked = 2;

    private const int NotProved = 1;

    private static readonly Option<string?> Wallet = new("--wallet")
    {
        Description = "Only this wallet. The node is not asked: it knows no wallets.",
        HelpName = "ID",
    };

    private static readonly Option<string?> Environment = new("--environment")
    {
        Description = "Only this environment's wallets, without the node.",
        HelpName = "ID",
    };

    private static readonly Option<bool> NoNode = new("--no-node") { Description = "Do not compare with the node." };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object." };

    private static readonly Option<DirectoryInfo?> Data = new("--data")
    {
        Description = "A local run's data directory. Default: the deployment that the settings name, or .local.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> LndAddress = new("--lnd-address")
    {
        Description = "The node of a local run that uses a real one.",
        HelpName = "HOST:PORT",
    };

    private static readonly Option<FileInfo?> LndCertificate = new("--lnd-cert")
    {
        Description = "That node's TLS certificate (tls.cert).",
        HelpName = "FILE",
    };

    private static readonly Option<FileInfo?> LndMacaroon = new("--lnd-macaroon")
    {
        Description = "A macaroon of that node that may read its info and invoices.",
        HelpName = "FILE",
    };

    private static readonly Option<FileInfo?> LndAuditMacaroon = new("--lnd-audit-macaroon")
    {
        Description = "Another macaroon of that node, that may list its payments and read its channels' balance.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> MustCover = new("--must-cover")
    {
        Description = "Also fail (1) where the node's channels hold less than the liabilities.",
    };

    /// <summary>The verb.</summary>
    public static Command Build()
    {
        var verb = new Command(
            "verify",
            "Recompute every hash chain and balance, compare all rows with each other, and the books with the node. "
            + "Reads only, also beside a running product. "
            + "Exit code 0: everything is proved. 1: something is wrong, and named. 2: it could not be checked.")
        {
            Wallet, Environment, NoNode, Json, Data, LndAddress, LndCertificate, LndMacaroon, LndAuditMacaroon,
            MustCover,
        };
        verb.SetAction(Run);
        return verb;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        try
        {
            var report = parsed.GetValue(Data) is null && Settings.AreGiven
                ? await InAzure(parsed, stop)
                : await OnThisMachine(parsed, stop);
            if (parsed.GetValue(Json))
            {
                await using var output = Console.OpenStandardOutput();
                report.WriteJson(output);
            }
            else
            {
                report.Write(Console.Out);
            }

            return report.IsProved && (report.IsCovered || !parsed.GetValue(MustCover)) ? 0 : NotProved;
        }
        catch (Exception failure) when (failure is SettingsException or LocalToolException
            or SecretsUnavailableException or StorageUnavailableException
            or NodeUnavailableException or NodeRefusedException)
        {
            OneLine.Tell(failure.Message);
            return Unchecked;
        }
    }

    private static async Task<VerifyReport> InAzure(ParseResult parsed, CancellationToken stop)
    {
        var settings = Settings.FromEnvironment();
        var engine = await Composition.InAzure(settings, TimeProvider.System, stop);
        return await Verify(
            parsed,
            (engine.Ports.Tables, TimeProvider.System),
            engine.Ports.Connections!,
            async () => (engine.Ports.Node, await Composition.AccountsInAzure(settings, TimeProvider.System, stop)),
            stop);
    }

    private static async Task<VerifyReport> OnThisMachine(ParseResult parsed, CancellationToken stop)
    {
        var options = new LocalOptions
        {
            Port = 0,
            IsEphemeral = false,
            Data = parsed.GetValue(Data) ?? new DirectoryInfo(".local"),
            LndAddress = parsed.GetValue(LndAddress),
            LndCertificate = parsed.GetValue(LndCertificate),
            LndMacaroon = parsed.GetValue(LndMacaroon),
            LndAuditMacaroon = parsed.GetValue(LndAuditMacaroon),
        };
        LocalVerb.MustBeSensible(options);
        await using var stores = await LocalStores.Open(options, TimeProvider.System, stop);
        return await Verify(
            parsed,
            (stores.Tables, stores.Clock),
            new LndConnections(Composition.LocalSecrets(options), TimeProvider.System),
            () => stores.Node(options, TimeProvider.System, stop),
            stop);
    }

    private static async Task<VerifyReport> Verify(
        ParseResult parsed,
        (ITableStore Tables, TimeProvider Clock) stores,
        INodeConnections connections,
        Func<Task<(ILightningNode Node, INodeAccounts? Accounts)>> findNode,
        CancellationToken stop)
    {
        var (tables, clock) = stores;
        var isWhole = parsed.GetValue(Wallet) is null && parsed.GetValue(Environment) is null;
        var asksNode = isWhole && !parsed.GetValue(NoNode);
        if (parsed.GetValue(MustCover) && !asksNode)
        {
            throw new SettingsException("--must-cover is about all wallets and the node.");
        }

        var hashes = new PaymentHashIndex(tables);
        var wallets = await Find(parsed, new FindWallets(tables), stop);
        var verify = new VerifyWallet(tables, hashes, Composition.Schemes);
        var isTerminal = !Console.IsErrorRedirected && !parsed.GetValue(Json);
        var progress = new VerifyProgress(wallets.Count, isTerminal, TimeProvider.System);
        var verdicts = new List<WalletVerdict>();
        foreach (var (environment, wallet) in wallets)
        {
            verdicts.Add(await verify.Execute(wallet, environment, progress.Read, stop));
            progress.Done();
        }

        if (!asksNode)
        {
            return new VerifyReport(verdicts, null);
        }

        var (operators, own) = await new GroupByNode(tables).Execute(wallets, stop);
        var ofOwn = own.SelectMany(each => each).Select(listed => listed.Wallet).ToHashSet();
        var (node, accounts) = await findNode();
        var byOperator = verdicts.Where(verdict => !ofOwn.Contains(verdict.Wallet)).ToList();
        MustSuffice(accounts, byOperator, parsed.GetValue(MustCover));
        return new VerifyReport(
            byOperator, await new VerifyNode(tables, node, hashes, clock).Execute(operators, stop))
        {
            Sends = accounts is null ? null : await new VerifySends(tables, accounts).Execute(operators, stop),
            Funds = accounts is null ? null : await accounts.GetFunds(stop),
            Own = [.. verdicts.Where(verdict => ofOwn.Contains(verdict.Wallet))],
            OwnNodes = await OwnNodes(stores, connections, own, stop),
        };
    }

    // A customer's node that is away keeps nobody from proving the operator's books.
    private static async Task<IReadOnlyList<OwnNodeVerdict>> OwnNodes(
        (ITableStore Tables, TimeProvider Clock) stores,
        INodeConnections connections,
        ILookup<LineOfCreditId, ListedWallet> own,
        CancellationToken stop)
    {
        var verdicts = new List<OwnNodeVerdict>();
        foreach (var wallets in own)
        {
            var row = await stores.Tables.Get(LineRows.Table, LineRows.Key(wallets.Key), stop);
            var address = row is null ? "" : LineRows.ToLine(row).Node?.Address ?? "";
            try
            {
                var node = await connections.To(wallets.Key, address, stop);
                var verify = new VerifyNode(
                    stores.Tables, node.Node, new PaymentHashIndex(stores.Tables), stores.Clock);
                var verdict = await verify.Execute([.. wallets], stop);
                verdicts.Add(new OwnNodeVerdict(wallets.Key, wallets.Count(), verdict, null));
            }
            catch (Exception failure) when (failure is NodeUnavailableException or NodeRefusedException)
            {
                verdicts.Add(new OwnNodeVerdict(wallets.Key, wallets.Count(), null, failure.Message));
            }
        }

        return verdicts;
    }

    // Receipts alone do not prove books that have sent.
    private static void MustSuffice(INodeAccounts? accounts, List<WalletVerdict> verdicts, bool mustCover)
    {
        if (accounts is null && (mustCover || verdicts.Any(verdict => verdict.Payments > 0)))
        {
            throw new SettingsException(
                "The node's payments and balance cannot be read without a macaroon for audits: store the secret "
                + "fulgurite-lnd-audit-macaroon, or give --lnd-audit-macaroon, or --no-node.");
        }
    }

    private static async Task<IReadOnlyList<ListedWallet>> Find(
        ParseResult parsed, FindWallets find, CancellationToken stop)
    {
        if (parsed.GetValue(Wallet) is { } walletText)
        {
            return WalletId.TryParse(walletText, out var wallet) && await find.One(wallet, stop) is { } found
                ? [found]
                : throw new SettingsException($"There is no wallet {walletText}.");
        }

        if (parsed.GetValue(Environment) is { } environmentText)
        {
            return EnvironmentId.TryParse(environmentText, out var environment)
                && await find.Of(environment, stop) is { Count: > 0 } some
                    ? some
                    : throw new SettingsException($"There is no wallet in an environment {environmentText}.");
        }

        return await find.All(stop);
    }
}
