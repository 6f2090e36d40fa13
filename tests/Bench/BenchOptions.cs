using System.Globalization;

namespace Fulgurite.Bench;

/// <summary>What a run was asked for.</summary>
internal sealed record BenchOptions
{
    /// <summary>Which measurements; none, all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>How long each rate is measured.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many payments the long run makes, and how many the longer listing has.</summary>
    public int Payments { get; init; } = 100_000;

    /// <summary>A look, not a measurement.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Where the figures go as JSON; null, nowhere.</summary>
    public string? JsonFile { get; init; }

    /// <summary>The options of a command line; null where it is not one.</summary>
    public static BenchOptions? Parse(string[] args)
    {
        var options = new BenchOptions();
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--quick":
                    options = options with
                    {
                        Duration = TimeSpan.FromSeconds(2), Payments = 5_000, IsQuick = true,
                    };
                    break;
                case "--seconds" when int.TryParse(value, CultureInfo.InvariantCulture, out var seconds):
                    options = options with { Duration = TimeSpan.FromSeconds(seconds) };
                    i++;
                    break;
                case "--payments" when int.TryParse(value, CultureInfo.InvariantCulture, out var payments):
                    options = options with { Payments = payments };
                    i++;
                    break;
                case "--json" when value.Length > 0:
                    options = options with { JsonFile = value };
                    i++;
                    break;
                case var name when !name.StartsWith('-'):
                    options = options with { Names = [.. options.Names, name] };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
