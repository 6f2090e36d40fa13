using System.Globalization;

namespace Fulgurite.CrashLoop;

/// <summary>What the loop was asked for.</summary>
internal sealed record CrashOptions
{
    public const string Usage = """
        Usage: dotnet run -c Release --project tests/CrashLoop -- [options]

        Starts `fulgurite local` over Azurite, kills it again and again under load, and proves that nothing was lost.

          --rounds N              how often the product is killed (50)
          --seconds-between A-B   how long it lives each time, in seconds (0.3-3)
          --azurite-stops N       how often Azurite is stopped as well, by SIGINT (5)
          --clients N             how many customers and as many senders (4)
          --patience SECONDS      how long everything may take to finish at the end (240);
                                  from 780 on it includes failures in doubt, which end ten minutes after their invoice
          --seed N                chooses the moments (by the clock)
          --keep                  keep the data directory also when all is well
          --lnd-address, --lnd-cert, --lnd-macaroon, --lnd-payments-macaroon
                                  a real node, as `fulgurite local` takes them; nothing is sent then
          --pay-command 'COMMAND {payment_request}'
                                  pays an invoice of that node, and ends with 0 once it is paid

        Exit code 0: everything holds. 1: the contradictions are printed, and the data directory is kept. 2: usage.
        """;

    public int Rounds { get; init; } = 50;

    public (double Min, double Max) SecondsBetween { get; init; } = (0.3, 3);

    public int AzuriteStops { get; init; } = 5;

    public int Clients { get; init; } = 4;

    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(240);

    /// <summary>How long failures in doubt are waited for where the patience does not last until their end.</summary>
    public TimeSpan DoubtPatience { get; init; } = TimeSpan.FromSeconds(80);

    public int Seed { get; init; } = Environment.TickCount;

    public bool Keeps { get; init; }

    /// <summary>Options of a real node, passed on; empty for the sandbox network.</summary>
    public IReadOnlyList<string> Lnd { get; init; } = [];

    /// <summary>Those of them that a verb takes which only reads.</summary>
    public IEnumerable<string> LndToRead =>
        Lnd.Chunk(2).Where(option => option[0] != "--lnd-payments-macaroon").SelectMany(option => option);

    /// <summary>Pays an invoice of the real node; null for the sandbox's payer.</summary>
    public string? PayCommand { get; init; }

    /// <summary>Null where something is not understood.</summary>
    public static CrashOptions? Parse(string[] args)
    {
        var options = new CrashOptions();
        for (var at = 0; at < args.Length; at++)
        {
            var next = args[at] == "--keep"
                ? options with { Keeps = true }
                : at + 1 < args.Length ? options.With(args[at], args[++at]) : null;
            if (next is null)
            {
                return null;
            }

            options = next;
        }

        return options.Lnd.Count == 0 == (options.PayCommand is null) ? options : null;
    }

    private CrashOptions? With(string name, string value) => name switch
    {
        "--rounds" when Number(value) is { } n => this with { Rounds = n },
        "--azurite-stops" when Number(value) is { } n => this with { AzuriteStops = n },
        "--clients" when Number(value) is > 0 and { } n => this with { Clients = n },
        "--patience" when Number(value) is { } n => this with { Patience = TimeSpan.FromSeconds(n) },
        "--seed" when Number(value) is { } n => this with { Seed = n },
        "--seconds-between" when Range(value) is { } range => this with { SecondsBetween = range },
        "--lnd-address" or "--lnd-cert" or "--lnd-macaroon" or "--lnd-payments-macaroon" =>
            this with { Lnd = [.. Lnd, name, value] },
        "--pay-command" => this with { PayCommand = value },
        _ => null,
    };

    private static int? Number(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;

    private static (double Min, double Max)? Range(string text) =>
        text.Split('-') is [var min, var max]
        && double.TryParse(min, CultureInfo.InvariantCulture, out var from)
        && double.TryParse(max, CultureInfo.InvariantCulture, out var to)
        && from <= to ? (from, to) : null;
}
