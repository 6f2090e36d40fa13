using System.CommandLine;

namespace Fulgurite.Simulation.Verbs;

/// <summary><c>options</c>: what a seed draws.</summary>
internal static class OptionsVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var verb = new Command("options", "Lists what a seed draws, with the range of each.");
        verb.SetAction(_ =>
        {
            foreach (var option in Option.All)
            {
                Console.WriteLine($"{option.Name,-20} {option.Least,2} to {option.Most,4}  {option.Meaning}");
            }
        });
        return verb;
    }
}
