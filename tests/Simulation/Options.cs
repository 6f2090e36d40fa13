using System.Globalization;
using Fulgurite.Worlds;

namespace Fulgurite.Simulation;

/// <summary>What a seed draws before its world begins: its work and its own mix of troubles.</summary>
internal sealed class Options
{
    // Apart from the world's own dice, so that a life with fewer troubles keeps the rest of its luck.
    private const ulong OwnLuck = 0x5EED_0F_0B71_0115;
    private const ulong SecondLuck = 0x5EED_0F_1E55_0B0B;

    private readonly IReadOnlyDictionary<Option, int> values;

    private Options(IReadOnlyDictionary<Option, int> values) => this.values = values;

    /// <summary>How much there is of a thing.</summary>
    public int this[Option option] => values[option];

    /// <summary>
    /// What a seed draws. A third of the troubles is absent, so that each also meets the others alone. Of some work
    /// there is the lesser of two draws: a few are enough to meet each other, and a life costs by its work.
    /// </summary>
    public static Options Of(ulong seed)
    {
        var (drawn, second) = (Draw(seed, absentPerMille: 333), new Dice(seed ^ SecondLuck));
        return Option.Work.Aggregate(drawn, (options, work) =>
            options.With(work, Math.Min(options[work], second.Between(work.Least, work.Most))));
    }

    /// <summary>A life in which nothing is absent: it meets in one go what is rare in others.</summary>
    public static Options RichOf(ulong seed) =>
        Draw(seed, absentPerMille: 0).With(Option.Chain, 1).With(Option.Webhooks, 3).With(Option.Internal, 3)
            .With(Option.Billed, 1).With(Option.Lines, 1 + (int)(seed % 5)).With(Option.EmptyWallets, (int)(seed % 4));

    /// <summary>Every option at its least.</summary>
    public static Options Least { get; } = new(Option.All.ToDictionary(option => option, option => option.Least));

    /// <summary>The same with one thing changed.</summary>
    public Options With(Option option, int value) =>
        new(values.ToDictionary(pair => pair.Key, pair => pair.Key == option ? value : pair.Value));

    /// <summary>The same with one thing set, as <c>name=number</c>.</summary>
    /// <exception cref="ArgumentException">There is no such option.</exception>
    public Options With(string setting)
    {
        var parts = setting.Split('=');
        var option = Option.All.SingleOrDefault(option => option.Name == parts[0])
            ?? throw new ArgumentException($"No option is called {parts[0]}; see the verb options.");
        return With(option, int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Those that are more than the least, as <c>name=value</c>: what <c>--set</c> takes.</summary>
    public IEnumerable<string> Settings =>
        Option.All.Where(option => values[option] > option.Least)
            .Select(option => string.Create(CultureInfo.InvariantCulture, $"{option.Name}={values[option]}"));

    /// <summary>A block of lines that tells them all.</summary>
    public string ToText()
    {
        var present = Option.All.Where(option => values[option] > 0).Select(option => string.Create(
            CultureInfo.InvariantCulture, $"  {option.Name,-20} {values[option],4}  {option.Meaning}"));
        var absent = Option.All.Where(option => values[option] == 0).Select(option => option.Name).ToList();
        return string.Join('\n', present) + (absent.Count == 0 ? "" : $"\n  absent: {string.Join(", ", absent)}");
    }

    private static Options Draw(ulong seed, int absentPerMille)
    {
        var dice = new Dice(seed ^ OwnLuck);
        return new Options(Option.All.ToDictionary(
            option => option,
            option =>
            {
                var isAbsent = option.Least == 0 && dice.PerMille(absentPerMille);
                var drawn = dice.Between(option.Least, option.Most);
                return isAbsent ? 0 : drawn;
            }));
    }
}
