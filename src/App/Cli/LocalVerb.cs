using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Fulgurite.App.Apis.Voltage;
using Fulgurite.App.Local;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite local</c>: everything on this machine.</summary>
internal static class LocalVerb
{
    private static readonly Option<int> Port = new("--port")
    {
        Description = "Where to listen, on this machine only.",
        DefaultValueFactory = _ => 7071,
        CustomParser = given => ReadPort(given),
    };

    private static readonly Option<bool> Ephemeral = new("--ephemeral")
    {
        Description = "Keep everything in memory: no Azurite, no Node.js, nothing left when it stops.",
    };

    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "Where state, keys and tools are kept.",
        HelpName = "DIR",
        DefaultValueFactory = _ => new DirectoryInfo(".local"),
    };

    private static readonly Option<string?> CallbackUrl = new("--callback-url")
    {
        Description = "Where deposit callbacks go. Default: the sandbox's own inbox.",
        HelpName = "URL",
    };

    private static readonly Option<string?> LndAddress = new("--lnd-address")
    {
        Description = "A real LND node in place of the sandbox network: its gRPC address.",
        HelpName = "HOST:PORT",
    };

    private static readonly Option<FileInfo?> LndCertificate = new("--lnd-cert")
    {
        Description = "That node's TLS certificate (tls.cert).",
        HelpName = "FILE",
    };

    private static readonly Option<FileInfo?> LndMacaroon = new("--lnd-macaroon")
    {
        Description = "A macaroon of that node that may read its info, and read and write invoices.",
        HelpName = "FILE",
    };

    private static readonly Option<FileInfo?> LndPaymentsMacaroon = new("--lnd-payments-macaroon")
    {
        Description = "Another macaroon of that node, that may pay. Without it Fulgurite cannot send.",
        HelpName = "FILE",
    };

    private static readonly Option<int> RequestsPerSecond = new("--requests-per-second")
    {
        Description = "How often a key may call the native API, and twice that at once.",
        HelpName = "N",
        DefaultValueFactory = _ => RequestLimits.Local.RequestsPerSecond,
    };

    private static readonly Option<FileInfo?> LndChainMacaroon = new("--lnd-chain-macaroon")
    {
        Description = "Another, for its wallet on the chain. Without it nothing is received or sent on chain.",
        HelpName = "FILE",
    };

    /// <summary>The verb.</summary>
    public static Command Build()
    {
        var verb = new Command(
            "local", "Run everything on this machine: storage, queues, timers and a sandbox Lightning network.")
        {
            Port, Ephemeral, Data, CallbackUrl, LndAddress, LndCertificate, LndMacaroon,
            LndPaymentsMacaroon, LndChainMacaroon, RequestsPerSecond,
        };
        verb.SetAction((parsed, stop) => OneLine.Run(() => Run(parsed, stop)));
        return verb;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var options = new LocalOptions
        {
            Port = parsed.GetValue(Port),
            IsEphemeral = parsed.GetValue(Ephemeral),
            Data = parsed.GetValue(Data)!,
            CallbackUrl = parsed.GetValue(CallbackUrl) is { } text ? Address(text) : null,
            LndAddress = parsed.GetValue(LndAddress),
            LndCertificate = parsed.GetValue(LndCertificate),
            LndMacaroon = parsed.GetValue(LndMacaroon),
            LndPaymentsMacaroon = parsed.GetValue(LndPaymentsMacaroon),
            Limits = RequestLimits.Local with { RequestsPerSecond = parsed.GetValue(RequestsPerSecond) },
            LndChainMacaroon = parsed.GetValue(LndChainMacaroon),
        };
        MustBeSensible(options);
        await new LocalRun(options, Console.Out, TimeProvider.System).Run(stop);
        return 0;
    }

    private static int ReadPort(ArgumentResult given)
    {
        var text = given.Tokens[0].Value;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535)
        {
            return port;
        }

        given.AddError("--port must be a number from 1 to 65535.");
        return default;
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new SettingsException("--callback-url must be an http or https address.");

    /// <summary>Checks what options mean together.</summary>
    /// <exception cref="SettingsException">They contradict each other, or a file is not there.</exception>
    public static void MustBeSensible(LocalOptions options)
    {
        FileInfo?[] files = [options.LndCertificate, options.LndMacaroon];
        if (files.Any(file => file is null != options.LndAddress is null))
        {
            throw new SettingsException("A real node needs all of --lnd-address, --lnd-cert and --lnd-macaroon.");
        }

        if (options.LndPaymentsMacaroon is not null && options.LndAddress is null)
        {
            throw new SettingsException("--lnd-payments-macaroon is for a real node: give --lnd-address too.");
        }

        if (options.LndChainMacaroon is not null && options.LndAddress is null)
        {
            throw new SettingsException("--lnd-chain-macaroon is for a real node: give --lnd-address too.");
        }

        if (options.LndAuditMacaroon is not null && options.LndAddress is null)
        {
            throw new SettingsException("--lnd-audit-macaroon is for a real node: give --lnd-address too.");
        }

        if (options.Limits.RequestsPerSecond is < 1 or > RequestLimits.Max)
        {
            throw new SettingsException($"--requests-per-second must be a number from 1 to {RequestLimits.Max}.");
        }

        FileInfo?[] given = [.. files, options.LndPaymentsMacaroon, options.LndChainMacaroon, options.LndAuditMacaroon];
        foreach (var file in given.OfType<FileInfo>().Where(file => !file.Exists))
        {
            throw new SettingsException($"There is no file {file.FullName}.");
        }
    }
}
